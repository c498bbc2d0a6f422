// Debian's chromium driven by playwright-core, with axe-core for accessibility.
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.FJORTEN_SCREENSHOTS;

export const sizes = {desktop: {width: 1280, height: 900}, phone: {width: 360, height: 740}};

export async function openBrowser() {
    const profile = mkdtempSync(join(tmpdir(), 'fjorten-browser-'));
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
               '--disable-background-networking', '--disable-component-update', '--disable-sync',
               `--disk-cache-dir=${profile}`],
    });
    return {
        browser,
        close: async () => {
            await browser.close();
            rmSync(profile, {recursive: true, force: true});
        },
    };
}

// A page that fails the test when anything is refused, missing or reported in the console.
export async function openPage(browser, baseURL, options = {}) {
    const context = await browser.newContext({baseURL, viewport: sizes.desktop, locale: 'da-DK', bypassCSP: false,
                                              ...options});
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => {
        const isStatus = /status of 4(22|04|09|03)/.test(message.text());  // a page that says what is wrong
        if (['error', 'warning'].includes(message.type()) && !isStatus) complaints.push(message.text());
    });
    page.on('requestfailed', (request) => {
        // A page that is left before its icon has come breaks the request off; that is no fault of the page.
        const brokenOff = request.failure()?.errorText === 'net::ERR_ABORTED';
        if (!brokenOff) complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('request', (request) => {
        if (!request.url().startsWith(baseURL)) complaints.push(`elsewhere: ${request.url()}`);
    });
    page.on('response', (response) => {
        if (response.url().includes('/assets/') && !response.ok()) complaints.push(`missing: ${response.url()}`);
    });
    return {page, complaints, context};
}

// axe has to be put in without the page's own scripts being allowed more: through the debugger, not a script element.
export async function checkAccessibility(page, where) {
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
    }));
    const found = result.violations.map((violation) =>
        `${violation.id}: ${violation.help}\n  ${violation.nodes.map((node) => node.html.slice(0, 200)).join('\n  ')}`);
    assert.deepEqual(found, [], `axe on ${where}`);
}

export async function takePictures(page, name) {
    // What is wider than the window would have to be scrolled sideways.
    for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overhang <= 0, `${name} is ${overhang} px too wide on ${size}`);
        if (!pictures) continue;
        mkdirSync(pictures, {recursive: true});
        await page.screenshot({path: join(pictures, `${name}-${size}.png`), fullPage: true});
    }
    await page.setViewportSize(sizes.desktop);
}
