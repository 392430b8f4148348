package dev.postern.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The consumer's side of a BPF ring buffer, read where it lies.
 *
 * <p>Layout and protocol: Linux, kernel/bpf/ringbuf.c. One page with the consumer's position, one
 * with the producer's, then the data, mapped twice in a row so that a record never wraps. A record
 * is preceded by eight bytes whose first four hold its length and two flags.
 *
 * <p>For one thread at a time.
 */
final class Ring implements AutoCloseable {

  /** Gets records; what it is given is valid only during the call. */
  interface Reader {
    /**
     * Takes one record.
     *
     * @param bytes the ring, in the machine's byte order
     * @param at where the record begins
     * @param length its length in bytes
     */
    void read(ByteBuffer bytes, int at, int length);
  }

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int RECORD_HEADER = 8;

  private final MappedMemory consumerPage;
  private final MappedMemory producerAndData;
  private final MappedMemory consumerEntry;
  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final ByteBuffer shared;
  private final int dataAt;
  private final long mask;
  private final int sleepingAt;
  private final int wantedAt;
  private final int selfAt;
  private long position; // behind the last record that was read

  /**
   * @param ringFd the ring buffer map
   * @param bytes its size
   * @param consumersFd the map whose first entry both sides write
   * @param sleepingAt where that entry holds the word that asks for a wake-up
   * @param wantedAt where it holds the kinds of events that are wanted, a bit each
   * @param selfAt where it holds this process' pid in the initial namespace
   */
  Ring(int ringFd, int bytes, int consumersFd, int sleepingAt, int wantedAt, int selfAt) {
    int page = NativeCalls.get().libc.getpagesize();
    consumerPage = MappedMemory.map(ringFd, 0, page, true);
    producerAndData = MappedMemory.map(ringFd, page, page + 2L * bytes, false);
    consumerEntry = MappedMemory.map(consumersFd, 0, page, true);
    consumer = consumerPage.buffer();
    producer = producerAndData.buffer();
    shared = consumerEntry.buffer();
    dataAt = page;
    mask = bytes - 1L;
    this.sleepingAt = sleepingAt;
    this.wantedAt = wantedAt;
    this.selfAt = selfAt;
    rewind();
  }

  /**
   * Reads on from what was read last, oldest first. The records stay where they are until {@link
   * #free()}: what a killed process had not freed is there for the next.
   *
   * @param limit the most records to read
   * @param bytes after which no further record is read
   * @return how many were read
   */
  int read(Reader reader, int limit, long bytes) {
    long end = position + bytes;
    for (int records = 0; records < limit; records++) {
      if (position >= end || position >= (long) LONG.getAcquire(producer, 0)) {
        return records;
      }
      int at = dataAt + (int) (position & mask);
      int header = (int) INT.getAcquire(producer, at);
      if ((header & BUSY) != 0) {
        return records;
      }
      int length = header & ~(BUSY | DISCARDED);
      position += (length + RECORD_HEADER + 7L) & ~7L;
      if ((header & DISCARDED) == 0) {
        reader.read(producer, at + RECORD_HEADER, length);
      }
    }
    return limit;
  }

  /** How many bytes of records there is room for. */
  long size() {
    return mask + 1;
  }

  /** Gives the room of everything that has been read to new records. */
  void free() {
    LONG.setRelease(consumer, 0, position);
  }

  /** Reads from the oldest record on again. */
  void rewind() {
    position = (long) LONG.get(consumer, 0);
  }

  /**
   * How many bytes are taken by records, those still being written and those not freed included.
   */
  long fill() {
    return (long) LONG.getAcquire(producer, 0) - (long) LONG.get(consumer, 0);
  }

  /**
   * Asks the next producer for a wake-up.
   *
   * @return false, and nothing asked, when a record is already there or on its way
   */
  boolean fallAsleep() {
    INT.setVolatile(shared, sleepingAt, 1);
    // The kernel's side reserves before it exchanges the word, so one of us sees the other.
    VarHandle.fullFence();
    if (fill() == 0) {
      return true;
    }
    INT.setVolatile(shared, sleepingAt, 0);
    return false;
  }

  /** Says which of the kinds of events that are only for those who ask the programs shall write. */
  void want(int kinds) {
    INT.setVolatile(shared, wantedAt, kinds);
  }

  /** This process' pid in the initial namespace; 0 while the programs have not told. */
  int self() {
    return (int) INT.getVolatile(shared, selfAt);
  }

  @Override
  public void close() {
    consumerPage.close();
    producerAndData.close();
    consumerEntry.close();
  }
}
