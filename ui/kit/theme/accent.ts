/** Ten shades of a colour, from nearly white to nearly black, as Mantine wants them. */
export type Shades = readonly [string, string, string, string, string, string, string, string, string, string]

const LIGHTNESS = [0.974, 0.94, 0.885, 0.815, 0.735, 0.65, 0.565, 0.487, 0.41, 0.33] as const
const CHROMA = [0.12, 0.24, 0.42, 0.62, 0.82, 0.96, 1, 0.95, 0.85, 0.7] as const

/**
 * Shades of a producer's accent colour, with the contrast corrected.
 *
 * The hue is the producer's; lightness follows a fixed ramp, so that any colour, also yellow or nearly
 * white, gives readable text: shade 7 has at least 4.5:1 against white and shade 3 at least 4.5:1 against
 * the dark surface. An unreadable colour text falls back to `fallback`.
 */
export function accentShades(colour: string, fallback = '#1f5fbf'): Shades {
  const [, chroma, hue] = oklchOf(rgbOf(colour) ?? (rgbOf(fallback) as Rgb))
  const strength = Math.min(chroma, 0.19)
  const shades = LIGHTNESS.map((light, step) => hexOf(light, strength * (CHROMA[step] as number), hue))
  return shades as unknown as Shades
}

/** Contrast ratio of two colours after WCAG 2.2, 1 to 21. Throws when one of them is no hexadecimal colour. */
export function contrastOf(first: string, second: string): number {
  const [a, b] = [luminanceOf(first), luminanceOf(second)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

type Rgb = readonly [number, number, number]

function luminanceOf(colour: string): number {
  const rgb = rgbOf(colour)
  if (!rgb) throw new Error(`"${colour}" is no colour.`)
  const [r, g, b] = rgb.map(linear) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function rgbOf(colour: string): Rgb | null {
  const long = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour.trim())
  if (long) return [1, 2, 3].map((at) => Number.parseInt(long[at] as string, 16) / 255) as unknown as Rgb
  const short = /^#?([\da-f])([\da-f])([\da-f])$/i.exec(colour.trim())
  if (!short) return null
  return [1, 2, 3].map((at) => Number.parseInt((short[at] as string).repeat(2), 16) / 255) as unknown as Rgb
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function encoded(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
}

/** sRGB to OKLCH (Björn Ottosson's matrices): lightness, chroma, hue in radians. */
function oklchOf(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const redGreen = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return [lightness, Math.hypot(redGreen, blueYellow), Math.atan2(blueYellow, redGreen)]
}

/** The nearest displayable colour: chroma is lowered until all channels fit. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  for (let tried = chroma; tried > 0.001; tried *= 0.94) {
    const rgb = rgbAt(lightness, tried, hue)
    if (rgb.every((channel) => channel > -0.0005 && channel < 1.0005)) return print(rgb)
  }
  return print(rgbAt(lightness, 0, hue))
}

function rgbAt(lightness: number, chroma: number, hue: number): Rgb {
  const redGreen = chroma * Math.cos(hue)
  const blueYellow = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * redGreen + 0.2158037573 * blueYellow) ** 3
  const m = (lightness - 0.1055613458 * redGreen - 0.0638541728 * blueYellow) ** 3
  const s = (lightness - 0.0894841775 * redGreen - 1.291485548 * blueYellow) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function print(rgb: Rgb): string {
  const hex = rgb.map((channel) => Math.round(Math.min(1, Math.max(0, encoded(Math.max(0, channel)))) * 255))
  return `#${hex.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
