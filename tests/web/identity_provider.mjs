// A real identity provider (npm oidc-provider) on this machine, with invented people, for tests and for trying out.
//   node tests/web/identity_provider.mjs PORT http://127.0.0.1:8080   the people of the demonstration
import {createServer} from 'node:http';
import {createServer as createSocket} from 'node:net';
import {fileURLToPath} from 'node:url';
import {writeFileSync} from 'node:fs';
import Provider from 'oidc-provider';

export const secret = 'only-for-trying-out-0123456789';

export async function freePort() {
    const socket = createSocket().listen(0, '127.0.0.1');
    await new Promise((resolve) => socket.once('listening', resolve));
    const {port} = socket.address();
    await new Promise((resolve) => socket.close(resolve));
    return port;
}

/** `people`: claims by subject. `fjorten`: the address of the program. Both kinds of client are known. */
export async function startIdentityProvider({people, fjorten, port = 0}) {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const client = (id) => ({
        client_id: id, client_secret: secret, redirect_uris: [`${fjorten}/log-ind/svar`], response_types: ['code'],
        grant_types: ['authorization_code'], post_logout_redirect_uris: [`${fjorten}/log-ind`, `${fjorten}/en/log-in`],
        backchannel_logout_uri: `${fjorten}/log-ud/besked`,
    });
    const provider = new Provider(issuer, {
        clients: [client('fjorten-staff'), client('fjorten-citizens')],
        claims: {openid: ['sub'], profile: ['name', 'unit', 'groups', 'municipality'], cpr: ['cpr']},
        scopes: ['openid', 'profile', 'cpr'],
        cookies: {keys: ['only-for-trying-out']},
        pkce: {required: () => true},
        features: {devInteractions: {enabled: false}, backchannelLogout: {enabled: true}, rpInitiatedLogout: {enabled: true}},
        findAccount: (_, id) => people[id] && ({accountId: id, claims: () => ({sub: id, ...people[id]})}),
        interactions: {url: (_, interaction) => `/interaction/${interaction.uid}`},
        loadExistingGrant: async ({oidc}) => {
            const grant = new oidc.provider.Grant({clientId: oidc.client.clientId, accountId: oidc.session.accountId});
            grant.addOIDCScope('openid profile cpr');
            await grant.save();
            return grant;
        },
    });
    const callback = provider.callback();
    server.on('request', async (request, response) => {
        const {pathname, searchParams} = new URL(request.url, issuer);
        const interaction = pathname.match(/^\/interaction\/([^/]+)(\/as)?$/);
        if (!interaction) return callback(request, response);
        try {
            if (interaction[2]) {
                return await provider.interactionFinished(request, response, {login: {accountId: searchParams.get('sub')}});
            }
            response.setHeader('Content-Type', 'text/html; charset=utf-8');
            response.end(`<!doctype html><title>Who?</title><h1>Who are you?</h1><ul>${Object.entries(people).map(
                ([sub, {name}]) => `<li><a href="/interaction/${interaction[1]}/as?sub=${sub}">${name ?? sub}</a></li>`).join('')}</ul>`);
        } catch (failure) {
            response.statusCode = 500;
            response.end(String(failure));
        }
    });
    return {issuer, provider, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); })};
}

/** docs/formats/identity.md, for both. */
export function identityFile(issuer, municipality) {
    return `providers:
  - id: medarbejdere
    for: staff
    issuer: ${issuer}
    client_id: fjorten-staff
    secret_file: identity.secret
    label: {da: Log ind med kommunens login, en: Log in with the municipality's login}
    scopes: [openid, profile]
    claims: {name: name, unit: unit, roles: groups}
    municipality: ${municipality}
    roles:
      - {value: FJORTEN_LEDER, role: leader, scope: municipality}
      - {value: FJORTEN_REVISION, role: auditor}
      - {value: FJORTEN_BEHANDLER, role: caseworker}
  - id: borgere
    for: citizens
    issuer: ${issuer}
    client_id: fjorten-citizens
    secret_file: identity.secret
    label: {da: Log ind som borger, en: Log in as a citizen}
    scopes: [openid, cpr]
    claims: {cpr: cpr}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [port, fjorten, folder] = process.argv.slice(2);
    const started = await startIdentityProvider({port: Number(port), fjorten, people: {
        'behandler-1': {name: 'Mette Opdigt (behandler)', unit: 'Rusmiddelteamet', groups: ['FJORTEN_BEHANDLER']},
        'leder-1': {name: 'Lars Opdigt (leder)', groups: ['FJORTEN_LEDER']},
        'revision-1': {name: 'Rita Opdigt (revision)', groups: ['FJORTEN_REVISION']},
        'borger-1': {name: 'Birthe Eksempel (borger)', cpr: '0211919999'},
        'borger-2': {name: 'Carlo Påfund (borger)', cpr: '2706789999'},
    }});
    writeFileSync(`${folder}/identity.secret`, secret);
    writeFileSync(`${folder}/identity.yaml`, identityFile(started.issuer, 'broenderslev'));
    console.log(started.issuer);
}
