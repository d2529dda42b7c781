import type { Command } from 'commander'

/** What a command answers: 0 for yes and done, 1 for no. */
export type ExitCode = 0 | 1

/** Options that every command has. */
export function common(command: Command): Command {
  return command
    .option('--json', 'answer as JSON')
    .option('--server <url>', 'server instead of that of the last sign-in')
}

/** Collects an option that may be given several times. */
export function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
