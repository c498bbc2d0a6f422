// What somebody looks for on the screen.
export const link = (page, name) => page.getByRole('link', {name}).first();
export const button = (page, name) => page.getByRole('button', {name, exact: true});
export const group = (page, name, choice) => page.getByRole('group', {name}).getByLabel(choice, {exact: true});

/** "02-03-2026": as many characters on every day. */
export const twoDigits = (date) => date.split('-').map((part) => part.padStart(2, '0')).join('-');
