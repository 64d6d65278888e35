import type { Side } from './change.ts';
import { wentWithVariant } from './discriminator.ts';
import { type Effect, effects, requiredEffect } from './effects.ts';
import { fieldsOf, segmentsOf, valueAt } from './pointer.ts';
import { type Judgement, type Outcome, onSide, type Subject } from './subject.ts';

/** Fewer values break those who send them, more values break those who read them. */
function outcomesOf(subject: Subject, { lost, gained }: Effect): Outcome[] {
  const outcomes: (Outcome & { side: Side })[] = [];
  if (lost) {
    outcomes.push({ side: 'request', impact: 'major', consequence: `Callers that send ${lost} are refused.` });
    outcomes.push({ side: 'response', impact: 'minor', consequence: `Clients no longer read ${lost}.` });
  }
  if (gained) {
    outcomes.push({ side: 'request', impact: 'minor', consequence: `Callers may send ${gained}.` });
    outcomes.push({
      side: 'response',
      impact: 'major',
      consequence: `Clients now read ${gained}, which they were not told of.`,
    });
  }
  return outcomes.filter(({ side }) => onSide(subject, side));
}

function suffix({ lost, gained }: Effect): string {
  return lost && gained ? 'changed' : lost ? 'narrowed' : 'widened';
}

/** A keyword of a schema that decides which values it takes. Undefined if it is none, or takes the same as before. */
export function judgeKeyword(subject: Subject): Judgement | 'same' | undefined {
  const { property = '' } = subject.raw;
  const compare = Object.hasOwn(effects, property) ? effects[property] : undefined;
  if (!compare) return undefined;
  const [from, to] = [subject.before[property], subject.after[property]];
  const effect = compare(from, to, subject.before, subject.after);
  if (!effect.lost && !effect.gained) return 'same';
  const outcomes = outcomesOf(subject, effect).map((outcome) =>
    isOpened(property, from) && outcome.side === 'response' ? opened : outcome,
  );
  return { rule: `${property}-${suffix(effect)}`, what: changed(property, from, to), outcomes };
}

/** Each property that is added is no breaking change for a reader, so neither is the leave to add some. */
const isOpened = (property: string, from: unknown) =>
  /^(additional|unevaluated)Properties$/.test(property) && from === false;
const opened: Outcome = {
  side: 'response',
  impact: 'minor',
  consequence: 'Clients may meet properties that they do not know.',
};

export function changed(property: string, from: unknown, to: unknown): string {
  if (from === undefined) return `\`${property}\` is now ${shown(to)}`;
  if (to === undefined) return `\`${property}\` was ${shown(from)} and is gone`;
  return `\`${property}\` went from ${shown(from)} to ${shown(to)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Which properties must be there. What is read-only is never sent, what is write-only never read. */
export function judgeRequired(subject: Subject): Judgement {
  const { before, after, documents } = subject;
  const sideEffect = (side: Side): Effect => {
    const hidden = side === 'request' ? 'readOnly' : 'writeOnly';
    const counts = (name: unknown) => {
      const schema = fieldsOf(after.properties)[String(name)];
      const gone = fieldsOf(before.properties)[String(name)] !== undefined && schema === undefined;
      const { $ref } = fieldsOf(schema);
      const target = typeof $ref === 'string' ? valueAt(documents.revision, segmentsOf($ref)) : schema;
      return !gone && fieldsOf(schema)[hidden] !== true && fieldsOf(target)[hidden] !== true;
    };
    return requiredEffect(before.required, after.required, counts);
  };
  const outcomes = (['request', 'response'] as const).flatMap((side) =>
    outcomesOf(subject, sideEffect(side)).filter((outcome) => outcome.side === side),
  );
  const { lost, gained } = requiredEffect(before.required, after.required, () => true);
  const what = [lost && `${names(lost)} became required`, gained && `${names(gained)} became optional`];
  return {
    rule: `required-${suffix({ ...(lost && { lost }), ...(gained && { gained }) })}`,
    what: what.filter(Boolean).join('; '),
    outcomes,
  };
}

const names = (objects: string) => objects.replace('objects without ', '');

/** A default is a promise to those who leave the value out; in an answer it promises nothing. */
export function judgeDefault(subject: Subject): Judgement {
  const { default: from } = subject.before;
  const { default: to } = subject.after;
  const sent: Outcome =
    from === undefined
      ? { impact: 'minor', consequence: 'What leaving it out means is now promised.', side: 'request' }
      : { impact: 'major', consequence: 'Callers that leave it out get something else.', side: 'request' };
  const read: Outcome = { impact: 'patch', consequence: 'Answers are as before.', side: 'response' };
  return {
    rule: 'default-changed',
    what: changed('default', from, to),
    outcomes: [sent, read].filter(({ side }) => side && onSide(subject, side)),
  };
}

/** `readOnly` takes a value from those who send it, `writeOnly` from those who read it. */
export function judgeVisibility(subject: Subject): Judgement {
  const { property } = subject.raw;
  const set = subject.after[property ?? ''] === true;
  const side: Side = property === 'readOnly' ? 'request' : 'response';
  const consequence = {
    request: set ? 'Callers that send it are refused or not heard.' : 'Callers may send it.',
    response: set ? 'Clients that read it no longer get it.' : 'Clients may read it.',
  }[side];
  const concerned = set ? subject.usagesBefore : subject.usages;
  const outcomes: Outcome[] = concerned.some((usage) => usage.side === side)
    ? [{ side, impact: set ? 'major' : 'minor', consequence }]
    : [];
  return { rule: `${property}-changed`, what: changed(property ?? '', !set, set), outcomes };
}

/** A part of a schema that came or went, by the keyword that it stands under. */
export function judgePart(subject: Subject): Judgement | 'same' {
  const { raw, segments, documents } = subject;
  const [keyword = '', last = ''] = segments.slice(-2);
  const came = raw.kind === 'added';
  const verb = came ? 'was added' : 'was removed';
  if (keyword === 'properties') return judgeProperty(subject, last, verb);
  if (keyword === 'mapping') return judgeMapping(subject, last, came);
  if (keyword === '$defs') return 'same';

  const pattern = [keyword, last].includes('patternProperties') ? judgePattern(subject, verb) : undefined;
  if (pattern) return pattern;

  const under = [last, keyword].find((one) => Object.hasOwn(parts, one));
  const other = valueAt(came ? documents.base : documents.revision, segments);
  // `false` became a schema or the other way round: that is told as a change of the keyword.
  if (!under || typeof other === 'boolean') return 'same';
  const { values, moreWhenAdded } = parts[under] as Part;
  const gains = came === (moreWhenAdded === true && under === keyword);
  const effect: Effect = gains ? { gained: values } : { lost: values };
  return { rule: `${under}-${suffix(effect)}`, what: `\`${under}\` ${verb}`, outcomes: outcomesOf(subject, effect) };
}

function judgeMapping({ segments, documents }: Subject, name: string, came: boolean): Judgement | 'same' {
  if (came) {
    return {
      rule: 'discriminator-value-added',
      what: `\`${name}\` was added to the discriminator`,
      outcomes: [{ impact: 'minor', consequence: 'A variant has a further name.' }],
    };
  }
  if (wentWithVariant(documents.base, documents.revision, segments.slice(0, -1), name)) return 'same';
  return {
    rule: 'discriminator-value-removed',
    what: `\`${name}\` was removed from the discriminator`,
    outcomes: [{ impact: 'major', consequence: 'Programs that use that name find no variant.' }],
  };
}

/** What a closed object takes are the names it lists: a pattern more is a property more, and the same for one less. */
function judgePattern(subject: Subject, verb: string): Judgement | undefined {
  const { segments, documents } = subject;
  const owner = segments.slice(0, segments.lastIndexOf('patternProperties'));
  const isClosed = (document: object) => valueAt(document, [...owner, 'additionalProperties']) === false;
  if (!isClosed(documents.base) || !isClosed(documents.revision)) return undefined;
  return { ...judgeProperty(subject, segments.at(-1) ?? '', verb), what: `\`patternProperties\` ${verb}` };
}

function judgeProperty(subject: Subject, name: string, verb: string): Judgement {
  const came = subject.raw.kind === 'added';
  const outcomes: readonly Outcome[] = came
    ? [
        { side: 'request', impact: 'minor', consequence: 'Callers may send it.' },
        { side: 'response', impact: 'minor', consequence: 'Clients may read it.' },
      ]
    : withoutIt;
  return {
    rule: came ? 'property-added' : 'property-removed',
    what: `Property \`${name}\` ${verb}`,
    outcomes: outcomes.filter(({ side }) => side && onSide(subject, side)),
  };
}

/** A schema that lists no properties any more. */
export const judgeAllProperties = (subject: Subject): Judgement => ({
  rule: 'properties-removed',
  what: `${Object.keys(subject.before)
    .map((name) => `\`${name}\``)
    .join(', ')} and with that all properties were removed`,
  outcomes: withoutIt.filter(({ side }) => side && onSide(subject, side)),
});

/** Not to be heard is no better than to be refused: open objects make no difference. */
const withoutIt: readonly Outcome[] = [
  { side: 'request', impact: 'major', consequence: 'Callers that send it are refused or not heard.' },
  { side: 'response', impact: 'major', consequence: 'Clients that read it no longer get it.' },
];

interface Part {
  /** What the schema takes without this part and not with it, or with a further variant and not without it. */
  readonly values: string;
  /** A further variant takes more; the first ones, and everything else, take less. */
  readonly moreWhenAdded?: true;
}

const variant: Part = { values: 'what only that variant takes', moreWhenAdded: true };
const rest: Part = { values: 'what that schema does not take' };

const parts: Record<string, Part> = {
  oneOf: variant,
  anyOf: variant,
  allOf: rest,
  not: { values: 'what that schema takes' },
  ...Object.fromEntries(
    ['schema', 'items', 'prefixItems', 'contains', 'propertyNames', 'additionalProperties', 'unevaluatedItems']
      .concat(
        'unevaluatedProperties',
        'patternProperties',
        'dependentSchemas',
        'dependentRequired',
        'if',
        'then',
        'else',
      )
      .map((keyword) => [keyword, rest]),
  ),
};
