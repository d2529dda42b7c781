import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  mdiAccountCircleOutline,
  mdiCheck,
  mdiContrastCircle,
  mdiLogout,
  mdiThemeLightDark,
  mdiViewHeadline,
  mdiWeatherNight,
  mdiWhiteBalanceSunny,
} from '@mdi/js'
import { useNavigate } from '@tanstack/react-router'
import { Icon } from '../format/Icon.tsx'
import { useSession } from '../session/session.ts'
import { prefer, usePreferences } from './preferences.ts'

const SCHEMES = [
  { value: 'light', label: 'Light', icon: mdiWhiteBalanceSunny },
  { value: 'dark', label: 'Dark', icon: mdiWeatherNight },
  { value: 'auto', label: 'As the system', icon: mdiThemeLightDark },
] as const

/** Who is signed in, how the pages look, and the way out. */
export function UserMenu({ profileTo }: { readonly profileTo: string | null }) {
  const session = useSession()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { contrast, density } = usePreferences()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className="t-user" aria-label={`User menu of ${session.name}`}>
          <Icon path={mdiAccountCircleOutline} size={20} />
          <span className="t-user-name">{session.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.userName}
          <br />
          {session.email}
        </Menu.Label>
        {profileTo && (
          <Menu.Item
            leftSection={<Icon path={mdiAccountCircleOutline} />}
            onClick={() => void navigate({ to: profileTo })}
          >
            Profile and password
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {SCHEMES.map(({ value, label, icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon path={icon} />}
            rightSection={colorScheme === value ? <Icon path={mdiCheck} /> : null}
            aria-current={colorScheme === value || undefined}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<Icon path={mdiContrastCircle} />}
          rightSection={contrast === 'more' ? <Icon path={mdiCheck} /> : null}
          aria-current={contrast === 'more' || undefined}
          closeMenuOnClick={false}
          onClick={() => prefer({ contrast: contrast === 'more' ? 'normal' : 'more' })}
        >
          High contrast
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon path={mdiViewHeadline} />}
          rightSection={density === 'roomy' ? <Icon path={mdiCheck} /> : null}
          aria-current={density === 'roomy' || undefined}
          closeMenuOnClick={false}
          onClick={() => prefer({ density: density === 'roomy' ? 'compact' : 'roomy' })}
        >
          Roomy rows
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon path={mdiLogout} />} onClick={() => session.signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
