import {
  type ColumnDefinitionNode,
  DataTypeNode,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  RawNode,
  sql,
} from 'kysely';

/** Kysely's for PostgreSQL, with texts and migrations as in the other engine. */
export class Dialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

/** Held until the migrating transaction ends: Kysely's own lock is given back before it is committed. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(db);
  }

  override async releaseMigrationLock(): Promise<void> {}
}

/** Any number that no other program is likely to lock in the same database. */
const migrationLock = 7_523_094_288_207_667;

/** Texts are compared by their bytes, alike in every engine and whatever the database's own collation is. */
class Compiler extends PostgresQueryCompiler {
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const { dataType } = node;
    const isText = DataTypeNode.is(dataType) && dataType.dataType === 'text';
    super.visitColumnDefinition(isText ? { ...node, dataType: bytewiseText } : node);
  }
}

const bytewiseText = RawNode.createWithSql('text collate "C"') as ColumnDefinitionNode['dataType'];
