export { hostIdRefusalTexts as hostRefusals } from './rules/host-id-texts.ts'
