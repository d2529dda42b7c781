/** The questions that people choose from. They are fixed, so that a made-up one for a stranger looks real. */
export const SECRET_QUESTIONS = [
  'What was the name of your first school?',
  'In which town did your parents meet?',
  'What was your first job?',
  'What was the name of your first pet?',
  'Which book did you read twice?',
  'What was the make of your first car?',
] as const

/** Answers are compared without regard to case and outer or repeated spaces. */
export function plainAnswer(answer: string): string {
  return answer.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
