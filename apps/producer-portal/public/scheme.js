// Sets light or dark before the first paint. A file of its own, because the pages allow no inline scripts.
;(function () {
  let chosen = null
  try {
    chosen = localStorage.getItem('tally.scheme')
  } catch {
    // A closed store means the system's choice.
  }
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
  document.documentElement.style.background = isDark ? '#12151a' : '#ffffff'
})()
