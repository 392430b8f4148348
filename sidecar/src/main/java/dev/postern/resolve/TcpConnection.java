package dev.postern.resolve;

import io.vertx.core.net.NetSocket;

/** Queries of one stream: each is judged alone, and answered when its answer is there. */
final class TcpConnection {

  /** A question, and room for an OPT record with its options. */
  private static final int LONGEST_QUERY = 2048;

  private final NetSocket socket;
  private final QueryHandler queries;
  private final int mostWaiting;
  private final MessageFrames frames;
  private int waiting;

  /**
   * Begins to read.
   *
   * @param mostWaiting queries at a time; no more are read meanwhile
   */
  TcpConnection(NetSocket socket, QueryHandler queries, int mostWaiting) {
    this.socket = socket;
    this.queries = queries;
    this.mostWaiting = mostWaiting;
    this.frames =
        new MessageFrames(socket, LONGEST_QUERY, this::received, () -> unreadable(socket, queries));
    socket.drainHandler(_ -> readOrWait());
  }

  boolean isIdle() {
    return waiting == 0;
  }

  void close() {
    socket.close();
  }

  private void received(byte[] query) {
    waiting++;
    queries
        .handle(query)
        .onSuccess(
            response -> {
              waiting--;
              if (response != null) {
                socket.write(MessageFrames.framed(response));
              }
              readOrWait();
            });
    readOrWait();
  }

  /** Also waits for a client that does not take its answers. */
  private void readOrWait() {
    if (waiting >= mostWaiting || socket.writeQueueFull()) {
      frames.pause();
    } else {
      frames.resume();
    }
  }

  /** Where the next message begins is not known any more. */
  private static void unreadable(NetSocket socket, QueryHandler queries) {
    queries.malformed();
    socket.close();
  }
}
