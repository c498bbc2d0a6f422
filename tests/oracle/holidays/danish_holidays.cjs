// Prints every day of 2000 to 2100 with the Danish public holidays as the npm package date-holidays knows them:
// date, tab, 1 or 0, tab, name. Run by holidays_oracle_test, which compares each line with src/calendar.
//
// Only the type "public" counts. The package agrees with law.md D24: store bededag ends with 2023 (its rule
// reads "prior to 2024"), and 1 May, 5 June and 24 December are of the type "observance", 31 December is not
// listed at all. These are no public holidays; whether an office is closed on them is a rulebook's choice.
'use strict';
const Holidays = require('date-holidays');

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const denmark = new Holidays('DK');

for (let year = FIRST_YEAR; year <= LAST_YEAR; ++year) {
  const names = new Map();
  for (const holiday of denmark.getHolidays(year)) {
    if (holiday.type === 'public') names.set(holiday.date.slice(0, 10), holiday.name);
  }
  const day = new Date(Date.UTC(year, 0, 1));
  for (; day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    const iso = day.toISOString().slice(0, 10);
    console.log(`${iso}\t${names.has(iso) ? 1 : 0}\t${names.get(iso) ?? ''}`);
    names.delete(iso);
  }
  if (names.size > 0) throw new Error(`outside its own year: ${[...names.keys()]}`);
}
