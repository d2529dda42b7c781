import { describe, expect, test } from 'vitest'
import { treeLines } from './account-tree.ts'

const node = (id: string, ...linkIds: string[]) => ({ id, label: id.toUpperCase(), linkIds })
const shown = { id: 'me', label: 'ME' }
const drawn = (lines: ReturnType<typeof treeLines>) =>
  lines.map(({ depth, label }) => `${'.'.repeat(depth)}${label}`)

describe('the tree of accounts', () => {
  test('[USR-04] draws one tree from the top through the shown account to the leaves', () => {
    const lines = treeLines(
      shown,
      [node('top', 'mid'), node('mid', 'me')],
      [node('b', 'me'), node('a', 'me'), node('c', 'a')],
    )
    expect(drawn(lines)).toEqual(['TOP', '.MID', '..ME', '...A', '....C', '...B'])
    expect(lines.find(({ isShown }) => isShown)).toMatchObject({ id: 'me', parentId: 'mid' })
  })

  test('[USR-04] draws an account below two others on both ways', () => {
    expect(drawn(treeLines(shown, [node('x', 'me'), node('y', 'me')], []))).toEqual(['X', '.ME', 'Y', '.ME'])
    expect(drawn(treeLines(shown, [], [node('a', 'me'), node('b', 'me'), node('c', 'a', 'b')]))).toEqual([
      'ME',
      '.A',
      '..C',
      '.B',
      '..C',
    ])
  })

  test('[USR-04] an account alone is a tree of one line', () => {
    expect(drawn(treeLines(shown, [], []))).toEqual(['ME'])
  })
})
