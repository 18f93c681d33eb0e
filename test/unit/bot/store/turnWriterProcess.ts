// A process for the kill tests: writes turns without end and prints the number of each one it was told is kept.
import { writeSync } from 'node:fs';
import { openStore } from '../../../../bot/store/index.ts';
import { aRecord, aTurn } from './storeContract.ts';

const [place = '', tenant = '', first = '0'] = process.argv.slice(2);
const store = await openStore(place);
for (let turn = Number(first); ; turn++) {
  const records = [aRecord({ id: `t${turn}-a` }), aRecord({ id: `t${turn}-b` })];
  const openCalls = [{ pbxId: 'main', globalCallId: `t${turn}`, body: '{}' }];
  await store.commitTurn(tenant, aTurn({ records, openCalls }));
  writeSync(1, `${turn}\n`);
}
