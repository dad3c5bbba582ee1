import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { platformErrors } from '@app/platform';
import { ApiData, ApiErrors, ApiPage } from './api-docs.decorators.js';

class Bar {
  @ApiProperty({ example: 'BTCUSD' })
  symbol!: string;
}

@Controller('bars')
class BarController {
  @Get('one')
  @ApiData(Bar, { otherTypes: ['text/csv'] })
  @ApiErrors(platformErrors['request/invalid'], platformErrors['request/malformed'])
  one(): void {}

  @Get('page')
  @ApiPage(Bar)
  page(): void {}

  @Get('latest')
  @ApiData(String, { nullable: true, example: '2024-01-01T00:00:00.000Z' })
  latest(): void {}

  @Get('names')
  @ApiData([String])
  names(): void {}
}

describe('the decorators of API documents', () => {
  let app: INestApplication;
  let document: OpenAPIObject;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [BarController] }).compile();
    app = module.createNestApplication();
    document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  });

  afterAll(() => app.close());

  const contentOf = (path: string, status: string) => {
    const response = document.paths[path]?.get?.responses[status];
    if (!response || !('content' in response)) throw new Error(`no content at ${path}`);
    return response.content ?? {};
  };
  const dataOf = (path: string) =>
    contentOf(path, '200')['application/json']?.schema as {
      required: string[];
      properties: { data: unknown };
    };

  it('documents one model inside the envelope and registers it', () => {
    expect(dataOf('/bars/one').required).toEqual(['success', 'data', 'message']);
    expect(dataOf('/bars/one').properties.data).toEqual({ $ref: '#/components/schemas/Bar' });
    expect(Object.keys(document.components?.schemas ?? {})).toContain('Bar');
  });

  it('documents other media types as files without an envelope', () => {
    expect(contentOf('/bars/one', '200')['text/csv']?.schema).toEqual({
      type: 'string',
      format: 'binary',
    });
  });

  it('documents pages and arrays of primitives', () => {
    expect(dataOf('/bars/page').properties.data).toMatchObject({
      required: ['items', 'total', 'page', 'page_size', 'pages'],
      properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Bar' } } },
    });
    expect(dataOf('/bars/names').properties.data).toEqual({
      type: 'array',
      items: { type: 'string' },
    });
  });

  it('documents data that may be null, and shows it', () => {
    expect(dataOf('/bars/latest').properties.data).toEqual({
      type: 'string',
      nullable: true,
      example: '2024-01-01T00:00:00.000Z',
    });
  });

  it('shows every failure of a status as an example of the error envelope', () => {
    const invalid = contentOf('/bars/one', '422')['application/json'];
    expect(invalid?.schema).toEqual({ $ref: '#/components/schemas/ErrorEnvelope' });
    expect(invalid?.examples).toHaveProperty('request/invalid');
    expect(contentOf('/bars/one', '400')['application/json']?.examples).toMatchObject({
      'request/malformed': { value: { success: false, error: { code: 'request/malformed' } } },
    });
  });
});
