/** Days ahead in which an expiration is worth a reminder. */
export const REMINDER_DAYS = 90

/** The calendar day some days from today, as the reader's clock has it. */
export function dayFromNow(days: number, today: Temporal.PlainDate = Temporal.Now.plainDateISO()): string {
  return today.add({ days }).toString()
}
