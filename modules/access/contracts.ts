export { accessRefusals } from './refusals.ts'
export { endOwnSessions, listOwnSessions, signOut, whoAmI } from './operations/own-session.contract.ts'
export {
  changeOwnPassword,
  requestPasswordLink,
  sendPasswordLink,
  setTemporaryPassword,
  usePasswordLink,
} from './operations/passwords.contract.ts'
export { signIn } from './operations/sign-in.contract.ts'
