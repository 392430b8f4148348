package dev.postern.event;

/**
 * What a TCP connection came to, at the stage that is reported.
 *
 * @param durationNanos since connect, or since it was accepted
 * @param bytesSent payload that the peer acknowledged
 * @param bytesReceived payload
 * @param smoothedRttMicros smoothed round-trip time (RFC 6298); 0 when there was no sample
 */
public record ConnectionTotals(
    long durationNanos, long bytesSent, long bytesReceived, long smoothedRttMicros) {}
