import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { AccountMention } from '../model.ts'
import { MENTION_COLUMNS } from './accounts.ts'

/**
 * Takes the tenant's one lock of the hierarchy until the operation ends.
 *
 * Two links that are each harmless can close a cycle together, so links are changed one after the other. The
 * next statement after this one sees everything that the writer before has committed.
 */
export async function lockHierarchy(ctx: QueryContext): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO account_hierarchy (tenant_id, changes) VALUES (${ctx.tenantId}, 1)
    ON CONFLICT (tenant_id) DO UPDATE SET changes = account_hierarchy.changes + 1`)
}

/** Labels of the accounts on the shortest way down from one account to another, both included, or null. */
export async function wayDown(ctx: QueryContext, fromId: string, toId: string): Promise<string[] | null> {
  const row = await ctx.tx.maybe<{ way: string[] }>(sql`WITH RECURSIVE step AS (
      SELECT a.account_id AS id, ARRAY[a.account_code] AS way FROM account a
      WHERE a.tenant_id = ${ctx.tenantId} AND a.account_id = ${fromId}
    UNION ALL
      SELECT l.child_account_id, s.way || c.account_code FROM step s
      JOIN account_link l ON l.tenant_id = ${ctx.tenantId} AND l.parent_account_id = s.id
      JOIN account c ON c.tenant_id = l.tenant_id AND c.account_id = l.child_account_id
      WHERE EXISTS (SELECT 1 FROM account_descendant d WHERE d.tenant_id = ${ctx.tenantId}
          AND d.ancestor_id = l.child_account_id AND d.descendant_id = ${toId})
        OR l.child_account_id = ${toId})
    SELECT way FROM step WHERE id = ${toId} ORDER BY cardinality(way) LIMIT 1`)
  return row?.way ?? null
}

/** Whether an account is somewhere below another, straight from the kept closure. */
export async function isBelow(ctx: QueryContext, aboveId: string, belowId: string): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM account_descendant WHERE tenant_id = ${ctx.tenantId}
    AND ancestor_id = ${aboveId} AND descendant_id = ${belowId}`)
  return row !== null
}

/** Adds a direct link; false when it is already there. */
export async function insertLink(ctx: QueryContext, parentId: string, childId: string): Promise<boolean> {
  const added = await ctx.tx.run(sql`INSERT INTO account_link (tenant_id, parent_account_id, child_account_id)
    VALUES (${ctx.tenantId}, ${parentId}, ${childId}) ON CONFLICT DO NOTHING`)
  return added === 1
}

/**
 * Completes the closure after a link was added: everybody at or above the parent, with all at or below the
 * child.
 */
export async function extendClosure(ctx: QueryContext, parentId: string, childId: string): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO account_descendant (tenant_id, ancestor_id, descendant_id)
    SELECT ${ctx.tenantId}, up.id, down.id FROM
      (SELECT ${parentId}::uuid AS id UNION SELECT ancestor_id FROM account_descendant
        WHERE tenant_id = ${ctx.tenantId} AND descendant_id = ${parentId}) AS up
      CROSS JOIN
      (SELECT ${childId}::uuid AS id UNION SELECT descendant_id FROM account_descendant
        WHERE tenant_id = ${ctx.tenantId} AND ancestor_id = ${childId}) AS down
    ON CONFLICT DO NOTHING`)
}

/** Takes a direct link away; false when there was none. */
export async function deleteLink(ctx: QueryContext, parentId: string, childId: string): Promise<boolean> {
  const gone = await ctx.tx.run(sql`DELETE FROM account_link WHERE tenant_id = ${ctx.tenantId}
    AND parent_account_id = ${parentId} AND child_account_id = ${childId}`)
  return gone === 1
}

/**
 * Mends the closure after a link was taken away.
 *
 * Only pairs from "at or above the parent" to "at or below the child" can have lost their way. They are found
 * from the old closure, searched again over the links that are left, and removed where no way is left.
 */
export async function mendClosure(ctx: QueryContext, parentId: string, childId: string): Promise<void> {
  await ctx.tx.run(sql`WITH RECURSIVE
    up AS (SELECT ${parentId}::uuid AS id UNION SELECT ancestor_id FROM account_descendant
      WHERE tenant_id = ${ctx.tenantId} AND descendant_id = ${parentId}),
    down AS (SELECT ${childId}::uuid AS id UNION SELECT descendant_id FROM account_descendant
      WHERE tenant_id = ${ctx.tenantId} AND ancestor_id = ${childId}),
    reach AS (
      SELECT up.id AS ancestor_id, l.child_account_id AS descendant_id FROM up
      JOIN account_link l ON l.tenant_id = ${ctx.tenantId} AND l.parent_account_id = up.id
    UNION
      SELECT r.ancestor_id, l.child_account_id FROM reach r
      JOIN account_link l ON l.tenant_id = ${ctx.tenantId} AND l.parent_account_id = r.descendant_id)
    DELETE FROM account_descendant d USING up, down
    WHERE d.tenant_id = ${ctx.tenantId} AND d.ancestor_id = up.id AND d.descendant_id = down.id
      AND NOT EXISTS (SELECT 1 FROM reach r
        WHERE r.ancestor_id = d.ancestor_id AND r.descendant_id = d.descendant_id)`)
}

/**
 * Removes accounts from links and closure, before they are deleted. They form whole subtrees or have no
 * links below.
 */
export async function forgetInHierarchy(ctx: QueryContext, ids: readonly string[]): Promise<void> {
  const gone = ids as string[]
  await ctx.tx.run(sql`WITH link AS (DELETE FROM account_link WHERE tenant_id = ${ctx.tenantId}
      AND (parent_account_id = ANY(${gone}::uuid[]) OR child_account_id = ANY(${gone}::uuid[])))
    DELETE FROM account_descendant WHERE tenant_id = ${ctx.tenantId}
      AND (ancestor_id = ANY(${gone}::uuid[]) OR descendant_id = ANY(${gone}::uuid[]))`)
}

/** An account in the tree around another: `linkIds` are its direct neighbours towards that account. */
export interface TreeNode extends AccountMention {
  readonly linkIds: readonly string[]
}

/** More accounts than this are not shown around one; the list has them all. */
const TREE_MAX = 500

/** All accounts below one, each with its direct parents among them and the account itself. */
export function accountsBelow(ctx: QueryContext, id: string): Promise<TreeNode[]> {
  return ctx.tx
    .rows<TreeNode>(sql`SELECT ${MENTION_COLUMNS}, ARRAY(SELECT l.parent_account_id FROM account_link l
      WHERE l.tenant_id = a.tenant_id AND l.child_account_id = a.account_id
        AND (l.parent_account_id = ${id} OR EXISTS (SELECT 1 FROM account_descendant x
          WHERE x.tenant_id = a.tenant_id AND x.ancestor_id = ${id} AND x.descendant_id = l.parent_account_id))
      ORDER BY 1) AS "linkIds"
    FROM account_descendant d JOIN account a ON a.tenant_id = d.tenant_id AND a.account_id = d.descendant_id
    WHERE d.tenant_id = ${ctx.tenantId} AND d.ancestor_id = ${id} ORDER BY a.name, a.account_id LIMIT ${TREE_MAX}`)
}

/** All accounts above one, each with its direct children among them and the account itself. */
export function accountsAbove(ctx: QueryContext, id: string): Promise<TreeNode[]> {
  return ctx.tx
    .rows<TreeNode>(sql`SELECT ${MENTION_COLUMNS}, ARRAY(SELECT l.child_account_id FROM account_link l
      WHERE l.tenant_id = a.tenant_id AND l.parent_account_id = a.account_id
        AND (l.child_account_id = ${id} OR EXISTS (SELECT 1 FROM account_descendant x
          WHERE x.tenant_id = a.tenant_id AND x.descendant_id = ${id} AND x.ancestor_id = l.child_account_id))
      ORDER BY 1) AS "linkIds"
    FROM account_descendant d JOIN account a ON a.tenant_id = d.tenant_id AND a.account_id = d.ancestor_id
    WHERE d.tenant_id = ${ctx.tenantId} AND d.descendant_id = ${id} ORDER BY a.name, a.account_id LIMIT ${TREE_MAX}`)
}

/** Keys of the accounts that would be deleted with one: those below it that hang nowhere else. */
export async function subtreeOf(ctx: QueryContext, id: string): Promise<string[]> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`SELECT d.descendant_id AS id FROM account_descendant d
    WHERE d.tenant_id = ${ctx.tenantId} AND d.ancestor_id = ${id} AND NOT EXISTS (
      SELECT 1 FROM account_descendant other WHERE other.tenant_id = d.tenant_id
        AND other.descendant_id = d.descendant_id AND other.ancestor_id <> ${id}
        AND NOT EXISTS (SELECT 1 FROM account_descendant inside WHERE inside.tenant_id = d.tenant_id
          AND ((inside.ancestor_id = ${id} AND inside.descendant_id = other.ancestor_id)
            OR (inside.ancestor_id = other.ancestor_id AND inside.descendant_id = ${id}))))`)
  return rows.map((row) => row.id)
}

/** Pairs among the given accounts of which the first is above the second, as public IDs. */
export function pairsAbove(
  ctx: QueryContext,
  ids: readonly string[],
): Promise<{ above: string; below: string }[]> {
  return ctx.tx.rows(sql`SELECT up.account_code AS above, down.account_code AS below
    FROM account_descendant d
    JOIN account up ON up.tenant_id = d.tenant_id AND up.account_id = d.ancestor_id
    JOIN account down ON down.tenant_id = d.tenant_id AND down.account_id = d.descendant_id
    WHERE d.tenant_id = ${ctx.tenantId} AND d.ancestor_id = ANY(${ids as string[]}::uuid[])
      AND d.descendant_id = ANY(${ids as string[]}::uuid[]) ORDER BY 1, 2`)
}

/** A user with one account at or above the parent and one at or below the child, if there is any. */
export function userJoinedBy(
  ctx: QueryContext,
  parentId: string,
  childId: string,
): Promise<{ user: string; above: string; below: string } | null> {
  return ctx.tx.maybe(sql`WITH
    up AS (SELECT ${parentId}::uuid AS id UNION SELECT ancestor_id FROM account_descendant
      WHERE tenant_id = ${ctx.tenantId} AND descendant_id = ${parentId}),
    down AS (SELECT ${childId}::uuid AS id UNION SELECT descendant_id FROM account_descendant
      WHERE tenant_id = ${ctx.tenantId} AND ancestor_id = ${childId})
    SELECT u.display_name AS "user", a.account_code AS above, b.account_code AS below
    FROM down JOIN membership low ON low.tenant_id = ${ctx.tenantId} AND low.account_id = down.id
    JOIN membership high ON high.tenant_id = low.tenant_id AND high.user_id = low.user_id
      AND high.account_id IN (SELECT id FROM up)
    JOIN app_user u ON u.tenant_id = low.tenant_id AND u.user_id = low.user_id
    JOIN account a ON a.tenant_id = high.tenant_id AND a.account_id = high.account_id
    JOIN account b ON b.tenant_id = low.tenant_id AND b.account_id = low.account_id
    ORDER BY u.user_name LIMIT 1`)
}
