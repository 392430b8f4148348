package dev.postern.policy.image;

import dev.postern.event.Cidr;

/**
 * A block of addresses; of those that hold an address, the longest counts.
 *
 * @param classId from 1 up; 0 where nothing is allowed, as for an address that no block holds
 */
public record Destination(Cidr block, int classId) {}
