import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
} from 'class-validator';
import { text } from '@app/platform';
import { Fits } from '../http/fits.decorator.js';
import { OWN_SOURCE } from './strategy.examples.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const LANGUAGES = ['typescript', 'javascript'] as const;
const NAME_TEXT = text(
  'must be 1 to 100 letters, digits, dots, underscores or hyphens, and begin with a letter or digit',
  '须为 1 到 100 个字母、数字、点、下划线或连字符，且以字母或数字开头',
);

/** Sends a source to be checked. */
export class ValidateBody {
  @ApiProperty({
    example: OWN_SOURCE,
    description: 'TypeScript or JavaScript that imports nothing but `@barline/engine`.',
  })
  @IsString()
  source!: string;

  @ApiPropertyOptional({
    enum: LANGUAGES,
    default: 'typescript',
    example: 'typescript',
    description: 'JavaScript may leave types unsaid.',
  })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

/** Says something of a strategy beside its source. */
export class StrategyTextsBody {
  @ApiPropertyOptional({ example: 'Shorter averages than before.', description: 'Free text.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string;

  @ApiPropertyOptional({ type: [String], example: ['trend'] })
  @IsOptional()
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
    description: 'Must be the name in the source, which it defaults to.',
  })
  @IsOptional()
  @Fits((value) => typeof value === 'string' && NAME.test(value), NAME_TEXT)
  name?: string;
}

/** Changes what is said of a strategy. */
export class ChangeStrategyBody extends StrategyTextsBody {
  @ApiPropertyOptional({
    example: true,
    description:
      'An archived strategy is left out of the list, and gets neither runs nor versions.',
  })
  @IsOptional()
  @IsBoolean()
  archived?: boolean;
}
