/** When a step was gone to: puts the focus to its first wrong field, if there is one, else to its heading. */
export function focusStep(wrongField: () => HTMLElement | null): void {
  setTimeout(() => {
    const heading = document.querySelector<HTMLElement>('.w-content h2')
    heading?.setAttribute('tabindex', '-1')
    ;(wrongField() ?? heading)?.focus()
  }, 30)
}

/** Goes to a step, which may answer the ID of a wrong field on the way instead, and puts the focus there. */
export function goAndFocus<Step>(wizard: { readonly goTo: (step: Step) => string | null }, step: Step): void {
  const wrong = wizard.goTo(step)
  focusStep(() => (wrong === null ? null : document.getElementById(wrong)))
}
