#ifndef NNVERIFY_CZLIB_SHIM_H
#define NNVERIFY_CZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

/* Inflates a raw deflate stream, as ZIP stores it, into so many bytes. Answers 1 where the stream is sound, ends where its
   bytes end, and gives just as many; 0 otherwise. It writes nowhere else, and reads nowhere else. */
static inline int nnverify_inflate(const unsigned char *from, unsigned int count, unsigned char *to, unsigned int size) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return 0;
  stream.next_in = (unsigned char *)from;
  stream.avail_in = count;
  stream.next_out = to;
  stream.avail_out = size;
  int status = inflate(&stream, Z_FINISH);
  int isWhole = status == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0;
  inflateEnd(&stream);
  return isWhole;
}

#endif
