package io.breakwater.local.story;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A message of protobuf's wire format (protobuf.dev/programming-guides/encoding), whose fields are known by number only. */
record Protobuf(List<Field> fields) {

    private static final byte[] NOTHING = {};

    /**
     * One field.
     *
     * @param number of a number; 0 for others
     * @param bytes of text, bytes or a message; empty for others
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Field(int tag, long number, byte[] bytes) {}

    static Protobuf read(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int key = (int) varint(buffer);
            int tag = key >>> 3;
            fields.add(
                    switch (key & 7) {
                        case 0 -> new Field(tag, varint(buffer), NOTHING);
                        case 1 -> new Field(tag, buffer.getLong(), NOTHING);
                        case 2 -> new Field(tag, 0, bytes(buffer));
                        case 5 -> new Field(tag, buffer.getInt(), NOTHING);
                        default -> throw new IllegalArgumentException("Wire type " + (key & 7));
                    });
        }
        return new Protobuf(fields);
    }

    List<Field> all(int tag) {
        return fields.stream().filter(field -> field.tag() == tag).toList();
    }

    /** Empty where there is none. */
    byte[] bytes(int tag) {
        List<Field> all = all(tag);
        return all.isEmpty() ? NOTHING : all.getLast().bytes();
    }

    /** 0 where there is none. */
    long number(int tag) {
        List<Field> all = all(tag);
        return all.isEmpty() ? 0 : all.getLast().number();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[(int) varint(buffer)];
        buffer.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = buffer.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A number of more than 64 bits");
    }
}
