import type { Kysely, Transaction } from 'kysely';
import type { StoredAnswer } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { answerColumns } from './columns.ts';
import { toAnswer, toAnswerRow } from './rows.ts';
import type { Tables } from './tables.ts';

export function answers(db: Kysely<Tables>) {
  return {
    async findAnswer(answerId, now) {
      const row = await db
        .selectFrom('stored_answers')
        .select(answerColumns)
        .where('answer_id', '=', answerId)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row && toAnswer(row);
    },
  } satisfies Partial<Store>;
}

/** Keeps an answer, unless one of the same id lives at this time. @returns whether it is kept */
export async function keepAnswer(transaction: Transaction<Tables>, answer: StoredAnswer, now: number) {
  const { answer_id, ...content } = toAnswerRow(answer);
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('stored_answers')
    .values({ answer_id, ...content })
    .onConflict((conflict) =>
      conflict.column('answer_id').doUpdateSet(content).where('stored_answers.expires_at', '<=', now),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows !== 0n;
}
