// Programs that write in the record: over /api/v1 of a server that a test has started.
import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A folder for what a server keeps; `remove` when it is over. */
export function dataFolder() {
    const path = mkdtempSync(join(tmpdir(), 'fjorten-'));
    return {path, remove: () => rmSync(path, {recursive: true, force: true})};
}

/** Names and passwords that a server printed when it started. */
export function accountsIn(said) {
    const lines = said.matchAll(/^ {2}(\S+) {2}([0-9a-z]{5}(?:-[0-9a-z]{5}){3}) /gm);
    return Object.fromEntries([...lines].map(([, name, password]) => [name, password]));
}

export const today = () => new Intl.DateTimeFormat('sv-SE', {timeZone: 'Europe/Copenhagen'}).format(new Date());
export function daysAgo(count) {
    const day = new Date(`${today()}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() - count);
    return day.toISOString().slice(0, 10);
}

export class Client {
    constructor(address, token = null) {
        this.address = address;
        this.token = token;
    }

    async logIn(name, password) {
        const answer = await this.send('session', {name, password});
        if (answer.status === 200) this.token = answer.body.token;
        return answer;
    }

    get(path) { return this.call('GET', path); }
    send(path, body, {key = randomUUID(), version, type = 'application/json', language} = {}) {
        const headers = {'Content-Type': type};
        if (key !== null) headers['Idempotency-Key'] = key;
        if (version !== undefined) headers['If-Match'] = typeof version === 'number' ? `"${version}"` : version;
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return this.call('POST', path + (language ? `?language=${language}` : ''), headers, text);
    }

    async call(method, path, headers = {}, body = undefined) {
        if (this.token) headers.Authorization = `Bearer ${this.token}`;
        const response = await fetch(new URL(`/api/v1/${path}`, this.address), {method, headers, body});
        const text = await response.text();
        return {status: response.status, headers: response.headers, type: response.headers.get('content-type'),
                body: text === '' ? null : JSON.parse(text)};
    }

    openCase(name, events, options = {}) {
        const {key, ...rest} = options;
        return this.send('cases', {person: {name, ...rest.person}, case: {person: {born: '1990-05-01'}, events}},
                         {key});
    }
}
