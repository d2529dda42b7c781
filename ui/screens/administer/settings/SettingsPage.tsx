import type { OutputOf } from '@tallystick/api/client.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { listSettings } from '@tallystick/settings/operations/list-settings.contract.ts'
import { SettingRow } from './SettingRow.tsx'
import '../administer.css'

type Setting = OutputOf<typeof listSettings>['settings'][number]

/** Every setting, by group; each is saved on its own. */
export function SettingsPage() {
  const query = useOperation(listSettings, {})
  return (
    <Loaded query={query} parents={[]}>
      {({ settings }) => {
        const groups = groupsOf(settings)
        return (
          <div className="t-page">
            <PageHeader title="Settings" below="Each setting is saved on its own and holds at once." />
            <div className="a-settings">
              <nav aria-label="Groups of settings" className="a-settings-nav">
                <ul>
                  {groups.map(({ key, label, settings: own }) => {
                    const changed = own.filter(({ isChanged }) => isChanged).length
                    return (
                      <li key={key}>
                        <a href={`#${key}`}>
                          {label}
                          {changed > 0 && <span className="t-muted">{changed} changed</span>}
                        </a>
                      </li>
                    )
                  })}
                </ul>
              </nav>
              <div>
                {groups.map(({ key, label, settings: own }) => (
                  <section key={key} id={key} className="a-settings-group" aria-label={label}>
                    <h2>{label}</h2>
                    {own.map((setting) => (
                      <SettingRow
                        key={`${setting.name} ${JSON.stringify(setting.value)}`}
                        setting={setting}
                      />
                    ))}
                  </section>
                ))}
              </div>
            </div>
          </div>
        )
      }}
    </Loaded>
  )
}

function groupsOf(settings: readonly Setting[]) {
  const groups = new Map<string, { key: string; label: string; settings: Setting[] }>()
  for (const setting of settings) {
    const known = groups.get(setting.group)
    if (known) known.settings.push(setting)
    else groups.set(setting.group, { key: setting.group, label: setting.groupLabel, settings: [setting] })
  }
  return [...groups.values()]
}
