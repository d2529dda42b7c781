import process from 'node:process'

/** Something that only the person at the terminal can change. The message is one sentence with the cure. */
export class SetupFailure extends Error {}

/** Says a sentence on the error stream, so that the output of commands stays clean. */
export function say(sentence) {
  process.stderr.write(`tallystick: ${sentence}\n`)
}
