export { type Answer, exchange, type Message } from '../../scripts/lib/contract-tests/exchange.ts';
