package dev.postern.resolve;

import dev.postern.dns.DnsHeader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/** Messages in a TCP stream, each behind its length (RFC 1035 section 4.2.2), however it is cut. */
final class MessageFrames {

  private static final int LENGTH_BYTES = 2;
  static final int LONGEST = 0xffff;

  private final RecordParser parser;
  private final int longest;
  private final Consumer<byte[]> messages;
  private final Runnable unreadable;

  /** What the next record has to be long; 0 for the length itself. */
  private int message;

  private boolean ended;

  /**
   * Begins to read.
   *
   * @param longest message that is read, in bytes
   * @param unreadable called once, when a length can be none of a message; nothing follows
   */
  MessageFrames(NetSocket socket, int longest, Consumer<byte[]> messages, Runnable unreadable) {
    this.longest = longest;
    this.messages = messages;
    this.unreadable = unreadable;
    this.parser = RecordParser.newFixed(LENGTH_BYTES, socket);
    parser.exceptionHandler(_ -> {}); // what follows is that the socket is closed
    parser.handler(this::received);
  }

  void pause() {
    parser.pause();
  }

  void resume() {
    parser.resume();
  }

  /** At the end of a stream Vert.x hands on what there is of a record. */
  private void received(Buffer buffer) {
    if (ended || buffer.length() < (message == 0 ? LENGTH_BYTES : message)) {
      return;
    }
    if (message > 0) {
      message = 0;
      parser.fixedSizeMode(LENGTH_BYTES);
      messages.accept(buffer.getBytes());
      return;
    }
    int length = buffer.getUnsignedShort(0);
    if (length < DnsHeader.LENGTH || length > longest) {
      ended = true;
      unreadable.run();
    } else {
      message = length;
      parser.fixedSizeMode(length);
    }
  }

  /** The message behind its length. */
  static Buffer framed(byte[] message) {
    return Buffer.buffer(LENGTH_BYTES + message.length)
        .appendUnsignedShort(message.length)
        .appendBytes(message);
  }
}
