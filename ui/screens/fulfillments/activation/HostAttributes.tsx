import { SimpleGrid, TextInput } from '@mantine/core'
import { hostAttributesOf } from './form.ts'
import { attributedHosts, hostAttributeField } from './host-attributes.ts'
import type { StepProps } from './step-props.ts'

/** What a technology of the producer asks of each host besides its ID. CERT-05. */
export function HostAttributes({ form, draft, change, problemAt, leave }: StepProps) {
  const hostAttributes = hostAttributesOf(form)
  if (hostAttributes.length === 0) return null
  const given = draft.hostAttributes ?? {}
  return (
    <>
      {attributedHosts(draft, form).map((text) => (
        <section className="w-part" key={text}>
          <h3>
            About <span className="t-mono">{text}</span>
          </h3>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {hostAttributes.map((name) => {
              const field = hostAttributeField(text, name)
              return (
                <TextInput
                  key={name}
                  id={field}
                  label={name}
                  aria-label={`${name} of ${text}`}
                  required
                  withAsterisk={false}
                  maxLength={500}
                  value={given[text]?.[name] ?? ''}
                  error={problemAt(field)}
                  onBlur={() => leave(field)}
                  onChange={(event) =>
                    change({
                      hostAttributes: {
                        ...given,
                        [text]: { ...given[text], [name]: event.currentTarget.value },
                      },
                    })
                  }
                />
              )
            })}
          </SimpleGrid>
        </section>
      ))}
    </>
  )
}
