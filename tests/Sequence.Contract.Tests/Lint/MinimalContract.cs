using Sequence.Contract.Lint;

namespace Sequence.Contract.Tests.Lint;

/// <summary>The smallest contract that uses every construct and breaks no rule; broken ones differ from it by one edit.</summary>
internal static class MinimalContract
{
    public const string Text = """
        openapi: 3.0.3
        info:
          title: Minimal
          version: 0.1.0
        servers:
          - url: https://api.example.test
        security:
          - bearer: []
        tags:
          - name: See
            description: Prices.
          - name: Trade
        x-channels:
          - topic: 'prices:{symbol}'
            path: /v1/stream
            event: Price
            schema: '#/components/schemas/Price'
            queue: conflate
            x-fact: docs
            description: Best prices of one symbol.
        paths:
          /v1/prices/{symbol}:
            get:
              operationId: getPrice
              tags: [See]
              summary: The price of one symbol.
              x-fact: seed
              x-vendor-methods: [price, last_price]
              x-note: The second method adds a query.
              x-idempotent: true
              parameters:
                - $ref: '#/components/parameters/Symbol'
                - name: venues
                  in: query
                  description: Only these venues.
                  style: form
                  explode: false
                  schema:
                    type: array
                    maxItems: 2
                    uniqueItems: true
                    items: { type: string, minLength: 2, pattern: '^[a-z]+$' }
                  example: [kraken, okx]
              responses:
                '200':
                  description: The price.
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Price'
                      example: { symbol: BTC-USD, px_1e9: 50000000000000, spread_bps: 0.5, levels: 3, window: '1h', last: null, live: true, extra: [1, { a: b }] }
                '401': { $ref: '#/components/responses/Error' }
                '404': { $ref: '#/components/responses/Error' }
                '429': { $ref: '#/components/responses/Error' }
                default:
                  $ref: '#/components/responses/Error'
          /v1/orders:
            post:
              operationId: submitOrder
              tags: [Trade]
              summary: Submits an order.
              x-fact: docs
              x-idempotent: true
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      $ref: '#/components/schemas/Order'
                    example: { side: buy, qty: 1.5, id: 0c5ad5d1-3a4e-4c8b-9b1e-6a2f40d1a001, tags: { desk: eu } }
              responses:
                '200':
                  description: What was sent.
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Order'
                      example: { side: sell }
                '401': { $ref: '#/components/responses/Error' }
                '422': { $ref: '#/components/responses/Error' }
                '429': { $ref: '#/components/responses/Error' }
                default:
                  $ref: '#/components/responses/Error'
          /v1/stream:
            get:
              operationId: openStream
              tags: [See]
              summary: Opens the event stream.
              x-fact: docs
              x-idempotent: true
              x-websocket: true
              x-frames: ['#/components/schemas/Frame']
              responses:
                '101': { description: Switching protocols. }
                '401': { $ref: '#/components/responses/Error' }
                '429': { $ref: '#/components/responses/Error' }
                default: { $ref: '#/components/responses/Error' }
          /v1/tickers/{symbol}:
            get:
              operationId: getTicker
              tags: [See]
              summary: The price of one symbol at its older path.
              x-fact: profile
              x-idempotent: true
              x-alias-of: getPrice
              parameters:
                - $ref: '#/components/parameters/Symbol'
              responses:
                '200':
                  description: The price, too.
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Price'
                      example: { symbol: BTC-USD }
                '401': { $ref: '#/components/responses/Error' }
                '404': { $ref: '#/components/responses/Error' }
                '429': { $ref: '#/components/responses/Error' }
                default:
                  $ref: '#/components/responses/Error'
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          parameters:
            Symbol:
              name: symbol
              in: path
              required: true
              description: The pair.
              schema: { type: string }
              example: BTC-USD
          responses:
            Error:
              description: Any error.
              content:
                application/json:
                  schema:
                    $ref: '#/components/schemas/Json'
          schemas:
            Json:
              description: Any JSON.
            Frame:
              type: object
              additionalProperties:
                $ref: '#/components/schemas/Json'
            Px:
              description: Price x 10^9.
              type: integer
              format: int64
            JsonNull:
              description: No value.
              type: string
              nullable: true
              enum: [null]
            Level:
              description: A price level, in one of two forms.
              anyOf:
                - type: array
                  items: { type: number, format: decimal }
                - type: number
                  format: decimal
            Side:
              description: Buy or sell.
              type: string
              enum: [buy, sell]
              x-enumDescriptions: [Buys., Sells.]
            Window:
              description: A stretch of time.
              type: string
              enum: ['1h', one_day]
              x-enumNames: [OneHour, OneDay]
              x-enumDescriptions: [One hour., One day.]
            Price:
              type: object
              x-hot: true
              required: [symbol]
              properties:
                symbol: { type: string, description: Its pair. }
                px_1e9:
                  $ref: '#/components/schemas/Px'
                spread_bps: { type: number, format: decimal, minimum: 0, description: Basis points. }
                levels: { type: integer, format: int32, maximum: 10, description: Levels. }
                window:
                  $ref: '#/components/schemas/Window'
                last:
                  description: Of the last trade.
                  x-cs-name: LastPrice
                  anyOf:
                    - $ref: '#/components/schemas/Px'
                    - $ref: '#/components/schemas/JsonNull'
                level:
                  $ref: '#/components/schemas/Level'
                live: { type: boolean, description: Whether it moves. }
                extra:
                  description: More.
                  allOf:
                    - $ref: '#/components/schemas/Json'
            Order:
              type: object
              minProperties: 1
              properties:
                side:
                  $ref: '#/components/schemas/Side'
                qty: { type: number, format: decimal, description: Units. }
                id: { type: string, format: uuid, description: Of the order. }
                tags:
                  description: By name.
                  type: object
                  additionalProperties: { type: string }
        """;

    /// <summary>The contract after one edit.</summary>
    public static string With(string find, string replace)
    {
        int at = Text.IndexOf(find, StringComparison.Ordinal);
        if (at < 0 || Text.IndexOf(find, at + 1, StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"The minimal contract does not hold exactly one '{find}'.", nameof(find));
        return Text.Replace(find, replace, StringComparison.Ordinal);
    }
}
