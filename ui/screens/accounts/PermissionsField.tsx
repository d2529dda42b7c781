import { Button, Checkbox } from '@mantine/core'
import { listPermissions } from '@tallystick/accounts/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import { groupsOf, type PermissionGroup } from './permission-groups.ts'

/** The catalogue of permissions to tick, by group. What the reader does not hold cannot be given. */
export function PermissionsField({ value, onChange, error, path }: FieldProps) {
  const query = useOperation(listPermissions, {})
  const chosen = new Set(value as readonly string[])
  const change = (codes: readonly string[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const code of codes) if (isOn) next.add(code)
    if (!isOn) for (const code of codes) next.delete(code)
    onChange([...next])
  }
  return (
    <fieldset className="t-fieldset" data-path={path}>
      <legend>Permissions</legend>
      {error && <p className="t-field-problem">{error}</p>}
      <p className="t-hint" aria-live="polite">
        {chosen.size} chosen
      </p>
      <div className="a-groups">
        {groupsOf(query.data?.permissions ?? []).map((group) => (
          <Group key={group.group} group={group} chosen={chosen} onChange={change} />
        ))}
      </div>
    </fieldset>
  )
}

interface GroupProps {
  readonly group: PermissionGroup
  readonly chosen: ReadonlySet<string>
  readonly onChange: (codes: readonly string[], isOn: boolean) => void
}

function Group({ group: { group, permissions }, chosen, onChange }: GroupProps) {
  const open = permissions.filter(({ isHeld }) => isHeld).map(({ code }) => code)
  const isFull = open.every((code) => chosen.has(code))
  return (
    <fieldset className="a-group">
      <legend>{group}</legend>
      {permissions.map(({ code, label, isHeld }) => (
        <Checkbox
          key={code}
          label={label}
          {...(isHeld ? {} : { description: 'You do not hold it, so you cannot give it.' })}
          disabled={!isHeld && !chosen.has(code)}
          checked={chosen.has(code)}
          onChange={(event) => onChange([code], event.currentTarget.checked)}
        />
      ))}
      {open.length > 1 && (
        <div>
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(open, !isFull)}>
            {isFull ? 'None' : 'All'} of {group.toLowerCase()}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
