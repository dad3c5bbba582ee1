import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  Length,
  MaxLength,
} from 'class-validator';
import { isStrategyName, STRATEGY_NAME_RULE } from '@app/strategy';
import { Fits } from '../http/fits.decorator.js';
import { IsGiven } from '../http/is-given.decorator.js';
import { OWN_RULES, OWN_SOURCE } from './strategy.examples.js';

const LANGUAGES = ['typescript', 'javascript'] as const;

/** Sends a source or rules to be checked. */
export class ValidateBody {
  @ApiPropertyOptional({
    example: OWN_SOURCE,
    description:
      'TypeScript or JavaScript that imports nothing but `@barline/engine`. One of source and rules is needed.',
  })
  @IsGiven()
  @IsString()
  source?: string;

  @ApiPropertyOptional({
    type: Object,
    example: OWN_RULES,
    description: 'A strategy as data: `GET strategy/rules-schema` has its JSON Schema.',
  })
  @IsGiven()
  @IsObject()
  // As it was sent, as params of a run are.
  @Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key])
  rules?: Record<string, unknown>;

  @ApiPropertyOptional({
    enum: LANGUAGES,
    default: 'typescript',
    example: 'typescript',
    description: 'Of a source; JavaScript may leave types unsaid.',
  })
  @IsGiven()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

/** Says something of a strategy beside its source. */
export class StrategyTextsBody {
  @ApiPropertyOptional({ example: 'Shorter averages than before.', description: 'Free text.' })
  @IsGiven()
  @IsString()
  @MaxLength(10_000)
  notes?: string;

  @ApiPropertyOptional({ type: [String], example: ['trend'] })
  @IsGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  tags?: string[];
}

/** Sends a new version of a strategy. */
export class UpdateStrategyBody extends IntersectionType(ValidateBody, StrategyTextsBody) {}

/** Sends a new strategy. */
export class CreateStrategyBody extends UpdateStrategyBody {
  @ApiPropertyOptional({
    example: 'my-cross',
    description: 'Must be the name in the source or the rules, which it defaults to.',
  })
  @IsGiven()
  @Fits(isStrategyName, STRATEGY_NAME_RULE)
  name?: string;
}

/** Changes what is said of a strategy. */
export class ChangeStrategyBody extends StrategyTextsBody {
  @ApiPropertyOptional({
    example: true,
    description:
      'An archived strategy is left out of the list, and gets neither runs nor versions.',
  })
  @IsGiven()
  @IsBoolean()
  archived?: boolean;
}
