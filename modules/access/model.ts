/** Where somebody is signed in: one of the portals, or a program of theirs at the API. */
export const PORTALS = ['producer', 'end-user', 'api'] as const

/** A place to be signed in. */
export type PortalName = (typeof PORTALS)[number]

/** What a mailed link is for: a new user's first password, or a forgotten one. */
export const LINK_PURPOSES = ['welcome', 'reset-password'] as const

/** What a mailed link is for. */
export type LinkPurpose = (typeof LINK_PURPOSES)[number]
