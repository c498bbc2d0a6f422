// Starts the program that is tested, on a free port of this machine, and stops it again.
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const binary = process.env.FJORTEN_BINARY ?? `${root}build/release/fjorten`;

/** Without --data among the options: the public site alone. */
export async function startServer(...options) {
    const child = spawn(binary, ['serve', ...options.includes('--port') ? [] : ['--port', '0'], ...options], {cwd: root});
    let log = '', said = '';
    child.stderr.on('data', (bytes) => { log += bytes; });
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({code, signal})));
    const address = await new Promise((resolve, reject) => {
        child.stdout.on('data', (bytes) => {
            said += bytes;
            const found = said.match(/http:\/\/[^\s]+/);
            if (found) resolve(found[0]);
        });
        child.once('error', reject);
        exited.then(({code}) => reject(new Error(`ended with ${code}: ${log}`)));
    });
    return {
        address,
        port: Number(new URL(address).port),
        log: () => log,
        said: () => said,
        pid: child.pid,
        exited,
        isRunning: () => child.exitCode === null && child.signalCode === null,
        stop: () => {
            child.kill('SIGTERM');
            return exited;
        },
    };
}
