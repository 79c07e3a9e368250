// `npm run spark`: a server of Spark on this machine, to try ENGINE=spark with. Needs Java and, the first time, Python's pip.
import { installSpark, startSpark, whyNoSpark } from './spark-server.mjs';

const cause = whyNoSpark();
if (cause !== null) {
  console.error(`Spark cannot be started: ${cause}.`);
  process.exit(1);
}
console.log('Spark is being fetched, if it was not before (455 MB), and started.');
const server = await startSpark({ home: await installSpark(), port: 15_002 });
console.log(
  `Ready. In another terminal:\n\n  ENGINE=spark SPARK_REMOTE='${server.remote}' npm start\n\nCtrl+C ends it.`,
);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => server.stop().then(() => process.exit(0)));
