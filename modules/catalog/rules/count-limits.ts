/** The largest count that a line item, a fulfillment or a license line may carry, in copies. */
export const copiesMax = 2_147_483_647

/** The largest count of one line of a license file. Source: `@tallystick/license-file/fields.ts`. */
export const lineCountMax = 999_999_999
