package dev.postern.probe;

import java.time.Duration;

/**
 * Time in which a probe that is kept had nobody to read it: verdicts were in force, events waited.
 *
 * @param last before this process; zero when there was no process before it, or it is still there
 * @param total of this process and all before it
 * @param waited events that this process found in the ring
 */
public record Absence(Duration last, Duration total, int waited) {}
