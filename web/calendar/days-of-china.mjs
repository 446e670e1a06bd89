// Makes district/calendar.cn.json: China's days off and made-up days. What was announced is taken from the npm package holiday-calendar (MIT),
// which follows the yearly notices of the General Office of the State Council; nothing of it is typed in, and a second package, chinese-days
// (MIT), has to agree. For the two years after the last announced one it adds the days off by law (State Council decree 795, in force since
// 2025; lunar days and Qingming by chinese-days), without the moved weekends that only the notice tells. Those years are not among "announced",
// so the calendar takes them for assumed (暂定).
//   npm run calendar             writes the file
//   npm run calendar -- --check  exits 1 where the file is not what this would write
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// chinese-days reads a date in the machine's zone, from when it is loaded.
process.env.TZ = 'UTC';
const { default: chinese } = await import('chinese-days');

const firstYear = 2020;
const assumedYears = 2;
const manifest = createRequire(import.meta.url).resolve('holiday-calendar/package.json');
const data = join(dirname(manifest), 'data', 'CN');
const file = fileURLToPath(new URL('../../district/calendar.cn.json', import.meta.url));

const years = readdirSync(data)
  .flatMap((name) => /^(\d{4})\.json$/.exec(name)?.[1] ?? [])
  .map(Number)
  .filter((year) => year >= firstYear)
  .sort();
const told = years.flatMap(announced);
agree(told);
const days = [...told, ...Array.from({ length: assumedYears }, (_, i) => byLaw(years.at(-1) + 1 + i)).flat()].sort((a, b) => (a.day < b.day ? -1 : 1));
const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
const text = `{
  "source": ${JSON.stringify(`npm ${name} ${version} (${license})`)},
  "announced": ${JSON.stringify(years).replaceAll(',', ', ')},
  "days": [
${days.map((day) => `    ${JSON.stringify(day)}`).join(',\n')}
  ]
}
`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('district/calendar.cn.json is not what npm run calendar writes.');
  process.exit(1);
}

function announced(year) {
  return JSON.parse(readFileSync(join(data, `${year}.json`), 'utf8')).dates.map(({ date, name_cn: zh, name_en: en, type }) => {
    const kind = { public_holiday: 'holiday', transfer_workday: 'make-up' }[type];
    if (!kind) throw new Error(`${date}: ${type} is no kind of day that is known.`);
    // A made-up day bears the name of its holiday; that it is made up, its kind says.
    return { day: date, kind, name: { zh: zh.replace(/补班$/, ''), en: en.replace(/ Workday$/, '') } };
  });
}

// Both packages must make the same days working days, and every day off by the present law must have been announced as one.
function agree(found) {
  const kinds = new Map(found.map(({ day, kind }) => [day, kind]));
  for (const day of daysOf(years[0], years.at(-1))) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    const works = kinds.has(day) ? kinds.get(day) === 'make-up' : !weekend;
    if (works !== chinese.isWorkday(day)) throw new Error(`${day}: the packages do not agree on whether work is done.`);
    if (works && day >= '2025' && holidayByLaw(day)) throw new Error(`${day}: a day off by law that was not announced.`);
  }
}

function byLaw(year) {
  return daysOf(year, year).flatMap((day) => {
    const holiday = holidayByLaw(day);
    return holiday ? [{ day, kind: 'holiday', name: { zh: holiday[0], en: holiday[1] } }] : [];
  });
}

function holidayByLaw(day) {
  const date = day.slice(5);
  if (date === '01-01') return ['元旦', "New Year's Day"];
  if (moon(next(day)) === '1/1' || ['1/1', '1/2', '1/3'].includes(moon(day))) return ['春节', 'Spring Festival'];
  if (chinese.getSolarTerms(day, day).some((term) => term.name === '清明' && term.date === day)) return ['清明节', 'Tomb-sweeping Day'];
  if (date === '05-01' || date === '05-02') return ['劳动节', 'Labour Day'];
  if (moon(day) === '5/5') return ['端午节', 'Dragon Boat Festival'];
  if (moon(day) === '8/15') return ['中秋节', 'Mid-Autumn Festival'];
  if (['10-01', '10-02', '10-03'].includes(date)) return ['国庆节', 'National Day'];
  return undefined;
}

function moon(day) {
  const { lunarMon, lunarDay, isLeap } = chinese.getLunarDate(day);
  return isLeap ? 'leap' : `${lunarMon}/${lunarDay}`;
}

function daysOf(from, to) {
  const found = [];
  for (let day = `${from}-01-01`; day <= `${to}-12-31`; day = next(day)) found.push(day);
  return found;
}

function next(day) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
