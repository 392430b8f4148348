package dev.postern.event;

/**
 * Where an event stands among those of one run of the sensor.
 *
 * @param number from 1 up
 * @param monotonicNanos when it happened by CLOCK_MONOTONIC, which the starts of processes are told
 *     by
 * @param sinceFirstNanos how long after the first event
 */
public record EventOrder(long number, long monotonicNanos, long sinceFirstNanos) {}
