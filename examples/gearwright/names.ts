/** Invented firms, people and places. Any likeness is chance; mail addresses end in `.example`. */

/** Places by country code: city, province, postal code. */
export const places: readonly (readonly [string, string, string, string, string])[] = [
  ['DE', 'Europe', 'Hamburg', 'Hamburg', '20457'],
  ['DE', 'Europe', 'Stuttgart', 'Baden-Württemberg', '70173'],
  ['DE', 'Europe', 'Chemnitz', 'Sachsen', '09111'],
  ['FR', 'Europe', 'Lyon', 'Auvergne-Rhône-Alpes', '69003'],
  ['FR', 'Europe', 'Nantes', 'Pays de la Loire', '44000'],
  ['IT', 'Europe', 'Brescia', 'Lombardia', '25121'],
  ['IT', 'Europe', 'Modena', 'Emilia-Romagna', '41121'],
  ['ES', 'Europe', 'Zaragoza', 'Aragón', '50001'],
  ['SE', 'Europe', 'Västerås', 'Västmanland', '722 11'],
  ['PL', 'Europe', 'Wrocław', 'Dolnośląskie', '50-001'],
  ['CZ', 'Europe', 'Plzeň', 'Plzeňský kraj', '301 00'],
  ['GB', 'Europe', 'Sheffield', 'South Yorkshire', 'S1 2HH'],
  ['CH', 'Europe', 'Winterthur', 'Zürich', '8400'],
  ['US', 'Americas', 'Duluth', 'MN', '55802'],
  ['US', 'Americas', 'Rockford', 'IL', '61101'],
  ['US', 'Americas', 'Spokane', 'WA', '99201'],
  ['US', 'Americas', 'Chattanooga', 'TN', '37402'],
  ['CA', 'Americas', 'Hamilton', 'ON', 'L8P 4R5'],
  ['BR', 'Americas', 'Joinville', 'SC', '89201-100'],
  ['MX', 'Americas', 'Querétaro', 'QRO', '76000'],
  ['JP', 'Asia', 'Nagoya', 'Aichi', '460-0008'],
  ['KR', 'Asia', 'Changwon', 'Gyeongnam', '51430'],
  ['IN', 'Asia', 'Pune', 'MH', '411001'],
  ['AU', 'Asia', 'Geelong', 'VIC', '3220'],
]

/** Streets with a place for the number. */
export const streets: readonly string[] = [
  '{n} Foundry Lane',
  '{n} Canal Street',
  '{n} Old Harbor Road',
  '{n} Lathe Yard',
  'Werkstraße {n}',
  'Rue des Ateliers {n}',
  'Via delle Officine {n}',
  '{n} Quarry Hill',
]

/** Customers with sub-accounts: group, then divisions, then plants of the divisions. */
export const groups: readonly {
  readonly name: string
  readonly code: string
  readonly divisions: readonly string[]
}[] = [
  { name: 'Northwind Mill', code: 'NORTHWIND', divisions: ['Grain Machines', 'Turbine Parts', 'Service'] },
  { name: 'Tamarack Gearing', code: 'TAMARACK', divisions: ['Bevel Gears', 'Worm Drives'] },
  { name: 'Quillfeather Robotics', code: 'QUILLFEATHER', divisions: ['Arms', 'Grippers'] },
  { name: 'Basalt Lane Castings', code: 'BASALT', divisions: ['Iron', 'Aluminium'] },
  { name: 'Larkspur Turbines', code: 'LARKSPUR', divisions: ['Blades', 'Housings'] },
]

/** Plants below divisions. */
export const plants: readonly string[] = ['North Plant', 'South Plant']

/** Customers that stand alone. */
export const singles: readonly string[] = [
  'Copperline Foundry Works',
  'Brightwater Pump Makers',
  'Ospreyfield Airframes',
  'Fennelbrook Hydraulics',
  'Ironbark Rail Parts',
  'Sablewood Optics',
  'Marlowe Press Tools',
  'Kestrelgate Drives',
  'Juniper Row Implants',
  'Thistlemoor Marine',
  'Meadowlark Bicycle Frames',
  'Saltmarsh Offshore Fittings',
  'Vellum Instrument Makers',
  'Wrenfield Motor Parts',
  'Harrowgate Seeders',
  'Lindenhof Werkzeugbau',
  'Ateliers du Pont Neufchef',
  'Officine Valleombra',
  'Talleres Riofrío',
  'Strandvik Verktyg',
  'Zlatá Hora Strojírna',
  'Odrabrzeg Narzędzia',
  'Hoshikawa Mold',
  'Baram Tooling',
  'Nandi Precision',
  'Gullwing Cabinets',
  'Pinecone Watch Cases',
  'Bellfoundry Lane',
  'Rookery Sheet Metal',
  'Otterburn Valves',
  'Clayhill Kilns',
  'Emberton Stoves',
  'Fossway Gearboxes',
  'Kalkberg Präzision',
  'Sternhagen Uhrenteile',
]

/** Distributors with their branches. */
export const distributors: readonly {
  readonly name: string
  readonly code: string
  readonly branches: readonly string[]
}[] = [
  { name: 'Harbor Supply', code: 'HARBOR', branches: ['Baltic', 'Atlantic', 'Pacific'] },
  { name: 'Alder Bench Tooling', code: 'ALDER', branches: ['Alps', 'Danube'] },
]

export const firstNames: readonly string[] = [
  'Ada',
  'Anselm',
  'Beatriz',
  'Benno',
  'Clara',
  'Daichi',
  'Edda',
  'Emil',
  'Farah',
  'Felix',
  'Greta',
  'Hana',
  'Ines',
  'Ivo',
  'Jarek',
  'Jonas',
  'Kavya',
  'Lena',
  'Levi',
  'Liv',
  'Maren',
  'Mateus',
  'Mina',
  'Nils',
  'Noor',
  'Olga',
  'Paolo',
  'Petra',
  'Quentin',
  'Rosa',
  'Sven',
  'Tamsin',
  'Tilda',
  'Ugo',
  'Vera',
  'Wanda',
  'Xenia',
  'Yara',
  'Zdeněk',
  'Zoe',
]

export const lastNames: readonly string[] = [
  'Abelard',
  'Birkenfeld',
  'Castellan',
  'Dovermann',
  'Eichwald',
  'Fairbrother',
  'Grünwald',
  'Hollowell',
  'Ingersby',
  'Jandova',
  'Kestrel',
  'Lindqvist',
  'Marchetti',
  'Nightwell',
  'Okamura',
  'Pellworm',
  'Quistgaard',
  'Rosmarin',
  'Stavern',
  'Thornquist',
  'Ullmanson',
  'Vasconi',
  'Winterbourne',
  'Yarrowby',
  'Zimmerling',
  'Öhrmark',
  'Miller',
  'Brookshaw',
  'Delacroy',
  'Fontanelle',
]
