import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillHtml, fillLine, fillPlain, placesOf } from './fill.ts'

describe('filling texts', () => {
  test('[PRD-07] fills places with values, lists as lines, and leaves everything else alone', () => {
    const values = { name: 'Ada', items: ['one', 'two'] }

    expect(fillPlain('Hello {{name}} and {{ name }}, {x} {{ }}:\n{{ items }}', values)).toBe(
      'Hello Ada and Ada, {x} {{ }}:\n- one\n- two',
    )
    expect(fillHtml('{{ items }}', values)).toBe('<ul><li>one</li><li>two</li></ul>')
    expect(placesOf('{{ b }} {{a}} {{ b }}')).toEqual(['b', 'a'])
  })

  test('[PRD-07] a value can never become markup, a place or a header line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(fillHtml('{{ name }}', { name: value }).replaceAll('<br>', '')).not.toMatch(/[<>"']/)
        expect(fillLine('Re: {{ name }}', { name: value })).not.toMatch(/[\r\n\0]/)
      }),
    )
    expect(fillPlain('{{ name }}', { name: '{{ other }}', other: 'no' })).toBe('{{ other }}')
    expect(fillLine('{{ name }}', { name: 'x\r\nBcc: y@z.example' })).toBe('x Bcc: y@z.example')
    expect(fillHtml('{{ name }}', { name: `<b a="x">&'` })).toBe('&#60;b a=&#34;x&#34;&#62;&#38;&#39;')
  })

  test('[PRD-07] a place without a value is a mistake of ours, never an empty word in a mail', () => {
    expect(() => fillPlain('{{ name }}', {})).toThrow('no value for {{ name }}')
    expect(() => fillPlain('{{ toString }}', {})).toThrow('no value')
  })
})
