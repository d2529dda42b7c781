import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, tokenMailedTo, type TestApi } from './testing/api.ts'
import { addressOf, fillSignIn, portals, signIn, useBrowser } from './testing/browser.ts'
import { announced, heading, refused } from './testing/expect-page.ts'

const NEW_PASSWORD = 'Seven green lanterns 7'
const NEXT_PASSWORD = 'Nine quiet harbours 9'

describe('the doors of both portals', () => {
  const browser = useBrowser()
  let api: TestApi
  beforeAll(async () => {
    api = await signInToApi(portals.admin)
  })

  test.each([
    { who: portals.admin, path: '/features?where=name.contains:GW_MILL', title: 'Features' },
    { who: portals.customer, path: '/licenses?sort=-copies', title: 'Licenses' },
  ])(
    '[LOG-01] $who.portal: a wrong password is refused, the right one leads to the page that was asked for',
    async ({ who, path, title }) => {
      const page = await browser.window(null)
      await page.goto(addressOf(who, path))
      await heading(page, 'Sign in')
      await fillSignIn(page, { ...who, password: 'not the password' })
      await refused(page, 'User name and password do not fit together.')
      await fillSignIn(page, who)
      await heading(page, title)
      expect(decodeURIComponent(page.url())).toBe(addressOf(who, path))
    },
  )

  test('[LOG-13] whoever has chosen no time zone reads in that of the device', async () => {
    const page = await browser.window(portals.customer, { timezoneId: 'Asia/Tokyo' })
    await page.goto(addressOf(portals.customer, '/profile'))
    await page.getByText('Asia/Tokyo, of this device').waitFor()

    const { rows } = await api.get<{ rows: { id: string; fulfilledAt: string }[] }>(
      '/v1/fulfillments?where=soldTo.contains:NORTHWIND&limit=1',
    )
    await page.goto(addressOf(portals.customer, `/licenses/${rows[0]?.id}`))
    const there = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Tokyo' })
    await page
      .getByText(there.format(new Date(rows[0]?.fulfilledAt ?? '')))
      .first()
      .waitFor()
  })

  test('[LOG-10] a customer is refused at the producer portal, with the way to the right one', async () => {
    const page = await browser.window(null)
    await page.goto(addressOf(portals.admin, '/sign-in'))
    await fillSignIn(page, portals.customer)
    expect(await refused(page, 'does not belong to the')).toMatch(/sign in to the .*portal/i)
    await page.goto(addressOf(portals.customer, '/sign-in'))
    await fillSignIn(page, portals.admin)
    await refused(page, 'does not belong to the')
  })

  test('[LOG-01] [LOG-06] the link of a welcome mail chooses a password, once', async () => {
    const email = 'wanda.newhouse@gearwright.example'
    await createProducerUser(api, email)
    const token = await tokenMailedTo(api, email)
    const page = await browser.window(null)
    const link = addressOf(portals.admin, `/welcome?token=${token}`)
    await page.goto(link)
    await heading(page, 'Choose your password')
    await choose(page, 'short', 'short')
    await refused(page, /at least \d+ characters/)
    await choose(page, NEW_PASSWORD, 'something else')
    await page.getByText('The two do not match.').waitFor()
    await choose(page, NEW_PASSWORD, NEW_PASSWORD)
    await heading(page, 'Sign in')
    await signIn(page, { portal: 'producer', userName: email, password: NEW_PASSWORD })

    const later = await browser.window(null)
    await later.goto(link)
    await choose(later, NEXT_PASSWORD, NEXT_PASSWORD)
    await refused(later, /link/i)
  })

  test('[LOG-06] a temporary password must be changed before anything else', async () => {
    const email = 'timo.weekling@gearwright.example'
    await api.put('/v1/settings/passwords.temporary-by-mail', { value: true })
    let password: string
    try {
      await createProducerUser(api, email)
      password = await api.mailedTo(email, /temporary password is (\S+)/)
    } finally {
      await api.put('/v1/settings/passwords.temporary-by-mail', { value: false })
    }
    const page = await browser.window(null)
    await page.goto(addressOf(portals.admin, '/sign-in'))
    await fillSignIn(page, { userName: email, password })
    await heading(page, 'Choose a new password')
    await page.goto(addressOf(portals.admin, '/products'))
    await heading(page, 'Choose a new password')
    await page.getByLabel(/^Current password/).fill(password)
    await choose(page, NEW_PASSWORD, NEW_PASSWORD)
    await announced(page, 'Password changed.')
    await page.getByRole('button', { name: /^User menu/ }).waitFor()
  })

  test.each([portals.admin, portals.partner])(
    '[LOG-01] $portal: signing out ends the session in every tab',
    async (who) => {
      const page = await browser.window(null)
      await signIn(page, who)
      const other = await page.context().newPage()
      await other.goto(addressOf(who, '/licenses'))
      await heading(other, 'Licenses')
      await page.getByRole('button', { name: /^User menu/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await heading(page, 'Sign in')
      await other.reload()
      await heading(other, 'Sign in')
    },
  )

  test('[LOG-10] a lost session leads to the sign-in page, and back to where the reader was', async () => {
    const page = await browser.window(null)
    await signIn(page, portals.admin)
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Features', exact: true })
      .click()
    await heading(page, 'Features')
    await page.context().clearCookies()
    await page.getByLabel('Value of Name').fill('GW_MILL')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await page.getByText('Your session has ended.').waitFor()
    await fillSignIn(page, portals.admin)
    await heading(page, 'Features')
    await page
      .getByRole('list', { name: 'Conditions of this search' })
      .getByText('Name contains GW_MILL')
      .waitFor()
  })
})

type Window = Awaited<ReturnType<ReturnType<typeof useBrowser>['window']>>

async function choose(page: Window, password: string, again: string): Promise<void> {
  await page.getByLabel(/^New password(?! again)/).fill(password)
  await page.getByLabel(/^New password again/).fill(again)
  await page.getByRole('button', { name: 'Save password' }).click()
}

/** A colleague of the producer, with the administrator's own account and role. */
async function createProducerUser(api: TestApi, email: string): Promise<void> {
  const admin = await api.get<{ rows: { id: string }[] }>('/v1/users?where=userName.equals:admin')
  const { memberships } = await api.get<Colleague>(`/v1/users/${admin.rows[0]?.id}`)
  await api.post('/v1/users', {
    firstName: 'New',
    lastName: 'Colleague',
    email,
    memberships: memberships.map(({ account, roles }) => ({
      account: account.id,
      roles: roles.map((role) => role.id),
    })),
  })
}

interface Colleague {
  readonly memberships: readonly {
    readonly account: { readonly id: string }
    readonly roles: readonly { readonly id: string }[]
  }[]
}
