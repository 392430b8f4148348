package dev.postern.policy.image;

/**
 * A program that entries name; its number is its index plus one, and 0 is any other program.
 *
 * @param path as its container sees it
 * @param modified whether the file is not the image's own; the same path with and without are two
 *     subjects
 */
public record Subject(String path, boolean modified) {}
