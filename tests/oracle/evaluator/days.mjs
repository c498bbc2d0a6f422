// Days as plain numbers: day 0 is 1970-01-01. No Date object takes part in the arithmetic.
import {createRequire} from 'node:module';
const Holidays = createRequire(import.meta.url)('date-holidays');

export const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const monthLength = (year, month) =>
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

function daysBeforeYear(year) {
    const years = year - 1;
    return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
}

export function dayOf(year, month, dayOfMonth) {
    let count = daysBeforeYear(year) - daysBeforeYear(1970);
    for (let m = 1; m < month; ++m) count += monthLength(year, m);
    return count + dayOfMonth - 1;
}

export function partsOf(day) {
    let year = 1970 + Math.floor(day / 366);
    while (dayOf(year + 1, 1, 1) <= day) ++year;
    let month = 1;
    while (month < 12 && dayOf(year, month + 1, 1) <= day) ++month;
    return {year, month, day: day - dayOf(year, month, 1) + 1};
}

export function parseDay(text) {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    return dayOf(Number(year), Number(month), Number(day));
}

export function isoOf(day) {
    const {year, month, day: dayOfMonth} = partsOf(day);
    return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

export const monthOf = (day) => isoOf(day).slice(0, 7);

// 0 is Monday.
export const weekday = (day) => (((day + 3) % 7) + 7) % 7;

// "P14D", "P4W", "P6M", "P1Y". A month that is too short gives its last day.
export function addPeriod(day, period, sign = 1) {
    const [, count, unit] = /^P(\d+)([DWMY])$/.exec(period);
    const n = Number(count) * sign;
    if (unit === 'D') return day + n;
    if (unit === 'W') return day + 7 * n;
    const {year, month, day: dayOfMonth} = partsOf(day);
    const months = year * 12 + (month - 1) + (unit === 'Y' ? 12 * n : n);
    const newYear = Math.floor(months / 12);
    const newMonth = (months % 12) + 1;
    return dayOf(newYear, newMonth, Math.min(dayOfMonth, monthLength(newYear, newMonth)));
}

const denmark = new Holidays('DK');
const holidaysByYear = new Map();

function holidaysOf(year) {
    if (!holidaysByYear.has(year)) {
        const days = new Set();
        for (const holiday of denmark.getHolidays(year)) {
            if (holiday.type === 'public') days.add(holiday.date.slice(0, 10));
        }
        holidaysByYear.set(year, days);
    }
    return holidaysByYear.get(year);
}

export const isWeekend = (day) => weekday(day) >= 5;
export const isHoliday = (day) => holidaysOf(partsOf(day).year).has(isoOf(day));
export const isWorkingDay = (day) => !isWeekend(day) && !isHoliday(day);

export function addWorkingDays(day, count) {
    let left = count;
    let result = day;
    while (left > 0) {
        ++result;
        if (isWorkingDay(result)) --left;
    }
    return result;
}

const extraDays = {constitution_day: '06-05', christmas_eve: '12-24', new_years_eve: '12-31'};

// Whether the day is a holiday, or one of the three days that move complaints and are named in `closedToo`.
export function isClosedByName(day, closedToo) {
    return isHoliday(day) || closedToo.some((name) => isoOf(day).slice(5) === extraDays[name]);
}

export function roll(day, closedToo) {
    let result = day;
    while (isWeekend(result) || isClosedByName(result, closedToo)) ++result;
    return result;
}

// Full years lived on a day. Whoever is born on 29 February turns a year older on 1 March in a common year.
export function ageOn(born, day) {
    const birth = partsOf(born);
    const now = partsOf(day);
    const hadBirthday = now.month > birth.month || (now.month === birth.month && now.day >= birth.day);
    return now.year - birth.year - (hadBirthday ? 0 : 1);
}

export function birthday(born, years) {
    let day = dayOf(partsOf(born).year + years, partsOf(born).month, 1);
    while (ageOn(born, day) < years) ++day;
    return day;
}
