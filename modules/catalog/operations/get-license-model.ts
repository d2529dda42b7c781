import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { viewGoods } from '../goods-view.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { getLicenseModel } from './get-license-model.contract.ts'

export default implementQuery(getLicenseModel, (ctx, { id }) => viewGoods(ctx, licenseModelStore, id))
