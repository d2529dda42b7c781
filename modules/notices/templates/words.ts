import type { MailLanguage, MailTemplate } from '../model.ts'
import type { MailWords } from './template.ts'
import { englishWords } from './words-en.ts'
import { frenchWords } from './words-fr.ts'
import { germanWords } from './words-de.ts'

const WORDS = { en: englishWords, de: germanWords, fr: frenchWords } as const

/** The words of a mail in a language. */
export function wordsOf(template: MailTemplate, language: MailLanguage): MailWords {
  return WORDS[language][template]
}
