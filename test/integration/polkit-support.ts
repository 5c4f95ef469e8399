import { execa, type ResultPromise } from 'execa';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { until } from '../support/waiting.ts';

const BUS = '/run/dbus/system_bus_socket';
const ACTIONS = '/usr/share/polkit-1/actions';
const RULES = '/etc/polkit-1/rules.d';
const POLKITD = '/usr/lib/polkit-1/polkitd';
const POLICY = 'build/package/resources/org.nixberry.writer.policy';
const START_MS = 10_000;
const DAEMON = { reject: false, stdio: 'ignore' } as const;

/** A system bus with polkit on it, for a machine that runs none (no systemd). Resolves to what ends it again. */
export async function startPolkit(): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  if (!existsSync(BUS)) {
    mkdirSync('/run/dbus', { recursive: true });
    const argv = ['--system', '--nofork', '--nopidfile'];
    stops.push(await started(execa('dbus-daemon', argv, DAEMON), () => existsSync(BUS)));
    stops.push(() => Promise.resolve(rmSync(BUS, { force: true })));
  }
  if (!(await hasPolkit())) stops.push(await started(execa(POLKITD, ['--no-debug'], DAEMON), hasPolkit));
  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}

/**
 * Installs the policy that the packages install, for a program at another path, and answers for an administrator: yes to
 * `user`, no to anybody else.
 */
export function authorise(user: string, program: string): void {
  const action = `org.nixberry.writer.test${process.pid}`;
  const policy = `${ACTIONS}/${action}.policy`;
  const rule = `${RULES}/00-${action}.rules`;
  onTestFinished(() => {
    rmSync(policy, { force: true });
    rmSync(rule, { force: true });
  });
  const text = readFileSync(POLICY, 'utf8').replace('id="org.nixberry.writer"', `id="${action}"`);
  writeFileSync(policy, text.replace('/opt/Nixberry/resources/nixberry-writer', program));
  const [id, name] = [JSON.stringify(action), JSON.stringify(user)];
  writeFileSync(
    rule,
    `polkit.addRule(function (action, subject) {
       if (action.id === ${id}) return subject.user === ${name} ? polkit.Result.YES : polkit.Result.NO;
     });\n`,
  );
}

/** Whether polkit knows this action by now: it reads its folders again by itself. */
export async function knows(program: string): Promise<boolean> {
  const { stdout } = await execa('pkaction', ['--verbose'], { reject: false, timeout: START_MS });
  return stdout.includes(program);
}

async function hasPolkit(): Promise<boolean> {
  const { exitCode } = await execa('pkaction', [], { reject: false, timeout: START_MS });
  return exitCode === 0;
}

async function started(child: ResultPromise, isThere: () => boolean | Promise<boolean>): Promise<() => Promise<void>> {
  await until('the daemon', isThere, START_MS);
  return async () => {
    child.kill();
    await child;
  };
}
