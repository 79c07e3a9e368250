import { describe, expect, it } from 'vitest';
import { parseSparkRemote } from './spark-remote.js';

describe('the address of Spark', () => {
  it('says where, with which token and as whom', () => {
    const remote = 'sc://spark.example.com:443/;token=a%3Bb=c;use_ssl=true;user_id=ann';
    expect(parseSparkRemote(remote)).toEqual({
      host: 'spark.example.com:443',
      url: 'https://spark.example.com:443',
      token: 'a;b=c',
      user: 'ann',
    });
  });

  it('needs no more than a host', () => {
    expect(parseSparkRemote('sc://localhost')).toEqual({
      host: 'localhost:15002',
      url: 'http://localhost:15002',
      token: undefined,
      user: 'holdfast',
    });
  });

  it('is refused in another form, without its token', () => {
    expect(() => parseSparkRemote('http://host/;token=secret')).toThrow(
      'the address of Spark is of another form; it must be like sc://host:15002/;token=…',
    );
  });
});
