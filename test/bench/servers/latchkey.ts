/** The whole service as it runs in production, with its log. */
import { readConfig } from '../../../server/config.ts';
import { createLog } from '../../../server/log.ts';
import { openService } from '../../../server/service.ts';
import { ready, settings } from '../lib/child.ts';

const config = readConfig(settings<Record<string, string>>());
const service = await openService(config, createLog(config.logLevel), () => undefined);
ready({ url: await service.app.listen(config.port, config.host) });
