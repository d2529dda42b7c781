import type { Api } from '@tallystick/api/client.ts'
import { createContext, useContext } from 'react'

const ApiContext = createContext<Api | null>(null)

/** Gives the screens below it the API of the portal that they are part of. */
export const ApiProvider = ApiContext.Provider

/** The API of the portal around. Throws outside of `ApiProvider`. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('There is no ApiProvider around this component.')
  return api
}
