-- The first catalogue: 10 ranges × 6 things × 5 makes = 300 products, the same in every installation. Ids are UUIDv7 of
-- June 2024 that count from 1. Prices follow from the thing and its make; they end in 90 or 50 cents.
WITH ranges (range_no, code, makes, details) AS (VALUES
    (1, 'KIT', ARRAY['Copper', 'Cast-Iron', 'Stainless-Steel', 'Enamelled', 'Carbon-Steel'], ARRAY[
        'Conducts heat evenly and quickly; lined with tin.', 'Keeps the heat, and gets better with every year.',
        'Goes into the dishwasher and onto every stove.', 'Smooth white inside, deep blue outside, easy to clean.',
        'Light in the hand and hot within a minute.']),
    (2, 'TAB', ARRAY['Stoneware', 'Porcelain', 'Terracotta', 'Bone-China', 'Glass'], ARRAY[
        'Fired twice, with a reactive glaze: no two are the same.', 'Thin, white and harder than it looks.',
        'Unglazed outside, sealed inside, warm to the touch.', 'Translucent against the light, with a fine gold rim.',
        'Recycled, mouth-blown, with small bubbles.']),
    (3, 'TEX', ARRAY['Linen', 'Organic-Cotton', 'Merino-Wool', 'Bamboo-Viscose', 'Brushed-Flannel'], ARRAY[
        'Stone-washed, softer with every wash.', 'Certified, undyed and free of bleach.',
        'Warm in winter, cool in summer, mulesing-free.', 'Silky, and takes up moisture well.',
        'Brushed on both sides for cold nights.']),
    (4, 'GAR', ARRAY['Ash-Handled', 'Stainless', 'Hand-Forged', 'Lightweight', 'Long-Reach'], ARRAY[
        'The handle is steamed ash, oiled and replaceable.', 'A mirror finish that sheds clay soil.',
        'Made by a smith; the maker''s mark is on the socket.', 'Aluminium and beech: easy on the back.',
        'Twenty centimetres longer than usual.']),
    (5, 'OFF', ARRAY['Walnut', 'Oak', 'Bamboo', 'Black-Steel', 'Cork'], ARRAY[
        'Solid wood, oiled, with felt feet.', 'From a forest an hour away, waxed.',
        'Laminated and lacquered, very light.', 'Powder-coated sheet, folded from one piece.',
        'Pressed from bottle stoppers; quiet on the desk.']),
    (6, 'LIG', ARRAY['Brass', 'Nickel', 'Matt-Black', 'Opal-Glass', 'Rattan'], ARRAY[
        'Unlacquered, it darkens with time. For E27 bulbs.', 'Brushed and satin. For E27 bulbs.',
        'Steel with a textile cable in red. For E27 bulbs.', 'A soft light without glare. For E14 bulbs.',
        'Woven by hand; throws a pattern on the wall. For E27 bulbs.']),
    (7, 'TOY', ARRAY['Beechwood', 'Maple', 'Rainbow', 'Pastel', 'Natural'], ARRAY[
        'Sanded smooth and left as it grew.', 'Hard, pale wood that survives generations.',
        'Seven water-based colours, safe to chew.', 'Quiet colours, safe to chew.',
        'Oiled with linseed and nothing else.']),
    (8, 'BAG', ARRAY['Canvas', 'Waxed-Cotton', 'Leather', 'Recycled-Nylon', 'Wool-Felt'], ARRAY[
        'Heavy cloth with leather corners.', 'Keeps off the rain; can be waxed again.',
        'Vegetable-tanned, with brass buckles.', 'Made of fishing nets; weighs almost nothing.',
        'Three millimetres thick, pressed, not woven.']),
    (9, 'STA', ARRAY['Dotted', 'Lined', 'Squared', 'Plain', 'Recycled'], ARRAY[
        'Dots every 5 mm, pale grey. 100 g paper, sewn.', 'Lines every 7 mm. 100 g paper, sewn.',
        'Squares of 5 mm. 100 g paper, sewn.', 'Nothing but paper: 120 g, ivory, sewn.',
        'All fibres had a life before. 90 g, sewn.']),
    (10, 'OUT', ARRAY['Alpine', 'Coastal', 'Forest', 'Nordic', 'Ultralight'], ARRAY[
        'Made for cold and wind above the tree line.', 'Doesn''t mind salt or sand.',
        'Green, quiet and hard to tear.', 'For long winters: tested at minus 25 °C.',
        'Every gram was weighed twice.'])
),
things (range_no, thing_no, thing, purpose, cents) AS (VALUES
    (1, 1, 'Saucepan', 'Holds two litres, with a lid.', 6900), (1, 2, 'Frying Pan', 'Twenty-eight centimetres across.', 5900),
    (1, 3, 'Casserole', 'For four hours in the oven.', 12900), (1, 4, 'Stockpot', 'Ten litres for a Sunday''s broth.', 9900),
    (1, 5, 'Roasting Tin', 'Big enough for a goose.', 4900), (1, 6, 'Milk Pan', 'One litre, two spouts.', 3900),
    (2, 1, 'Mug', 'Holds 350 ml.', 1400), (2, 2, 'Dinner Plate', 'Twenty-seven centimetres across.', 1900),
    (2, 3, 'Soup Bowl', 'Deep, with a rim to hold.', 1700), (2, 4, 'Teapot', 'For four cups; does not drip.', 4900),
    (2, 5, 'Salad Bowl', 'For six hungry people.', 3900), (2, 6, 'Egg Cup', 'For one egg, of any size.', 700),
    (3, 1, 'Throw', '130 by 180 centimetres, fringed.', 7900), (3, 2, 'Cushion Cover', '50 by 50, with a hidden zip.', 2400),
    (3, 3, 'Fitted Sheet', 'For mattresses up to 30 centimetres high.', 5900), (3, 4, 'Pillowcase', '80 by 80, envelope closure.', 1900),
    (3, 5, 'Blanket', '220 by 240 centimetres.', 11900), (3, 6, 'Dressing Gown', 'With two pockets and a hood.', 8900),
    (4, 1, 'Spade', 'For digging over and planting trees.', 5900), (4, 2, 'Garden Fork', 'Four tines, for heavy ground.', 5400),
    (4, 3, 'Draw Hoe', 'Loosens and weeds in one pull.', 3900), (4, 4, 'Leaf Rake', 'Gathers leaves and spares the moss.', 2900),
    (4, 5, 'Hand Trowel', 'With a scale for planting depth.', 1900), (4, 6, 'Pruning Saw', 'Cuts on the pull; folds away.', 3400),
    (5, 1, 'Desk Organiser', 'Seven compartments, one for the phone.', 4900), (5, 2, 'Monitor Stand', 'Raises the screen by 12 centimetres.', 6900),
    (5, 3, 'Pen Tray', 'For what is used every day.', 1900), (5, 4, 'Letter Tray', 'A4, stackable.', 2900),
    (5, 5, 'Pair of Bookends', 'Weighted, so that they stay.', 3400), (5, 6, 'Laptop Riser', 'Folds flat for the bag.', 5400),
    (6, 1, 'Desk Lamp', 'Turns and tilts, and stays there.', 12900), (6, 2, 'Floor Lamp', 'One metre sixty, with a dimmer.', 19900),
    (6, 3, 'Pendant', 'With two metres of cable.', 14900), (6, 4, 'Wall Light', 'Shines up and down.', 8900),
    (6, 5, 'Bedside Lamp', 'Small, with a switch on the cable.', 6900), (6, 6, 'Lantern', 'For a candle, or a bulb like one.', 4900),
    (7, 1, 'Train Set', 'Forty parts, a bridge and a tunnel.', 4900), (7, 2, 'Building Blocks', 'A hundred, in a cotton bag.', 3900),
    (7, 3, 'Stacking Tower', 'Nine rings that also float.', 1900), (7, 4, 'Shape Sorter', 'Twelve shapes, one of them tricky.', 2400),
    (7, 5, 'Farm Animals', 'Sixteen, with a dog and a farmer.', 3400), (7, 6, 'Marble Run', 'A metre high when all is used.', 6900),
    (8, 1, 'Backpack', 'Eighteen litres, with room for a 14-inch laptop.', 8900), (8, 2, 'Tote', 'Carries a week''s groceries.', 2900),
    (8, 3, 'Messenger Bag', 'Worn across; opens with one hand.', 9900), (8, 4, 'Weekender', 'Thirty-five litres, cabin size.', 14900),
    (8, 5, 'Toiletry Bag', 'Hangs up, and stands.', 3400), (8, 6, 'Laptop Sleeve', 'For 13 to 14 inches.', 3900),
    (9, 1, 'Notebook A5', 'Two hundred pages, two ribbons.', 1600), (9, 2, 'Notebook A4', 'Two hundred pages that lie flat.', 2200),
    (9, 3, 'Pocket Notebook', 'Fits any pocket; sold in threes.', 1200), (9, 4, 'Writing Pad', 'Fifty sheets, glued at the top.', 800),
    (9, 5, 'Sketchbook', 'Eighty sheets in a hard cover.', 1900), (9, 6, 'Desk Planner', 'Sixty weeks, without dates.', 1700),
    (10, 1, 'Tent', 'For two, up in four minutes.', 39900), (10, 2, 'Sleeping Bag', 'Down, with a short zip.', 24900),
    (10, 3, 'Camp Stove', 'Boils a litre in three minutes.', 7900), (10, 4, 'Head Torch', 'Three hundred lumens; chargeable.', 4900),
    (10, 5, 'Water Bottle', 'Three quarters of a litre, vacuum-insulated.', 2900), (10, 6, 'Dry Bag', 'Twenty litres, rolled shut.', 2400)
),
-- Of a hundred: what a make costs beside the first of its range.
made (make_no, percent) AS (VALUES (1, 100), (2, 118), (3, 134), (4, 86), (5, 152)),
numbered AS (
    SELECT (row_number() OVER (ORDER BY m.make_no, t.thing_no, r.range_no))::int AS n,
        r.code, replace(r.makes[m.make_no], '-', ' ') || ' ' || t.thing AS name,
        t.purpose || ' ' || r.details[m.make_no] AS description, t.cents * m.percent / 100 AS cents
    FROM ranges r JOIN things t USING (range_no) CROSS JOIN made m
)
INSERT INTO product (id, sku, name, description, price_amount, price_currency, created_at, updated_at)
SELECT ('01901220-3c00-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, code || '-' || lpad(n::text, 4, '0'), name,
    description, greatest(50, cents / 100 * 100 - CASE WHEN n % 3 = 0 THEN 50 ELSE 10 END), 'EUR',
    timestamptz '2024-06-14 00:00:00Z', timestamptz '2024-06-14 00:00:00Z'
FROM numbered;

-- 1,000 to 5,000 of each; six with 3, two with none, so that a shop's edges can be seen without preparing anything.
WITH quantities AS (
    SELECT id, created_at, CASE WHEN n IN (113, 213) THEN 0 WHEN n % 50 = 7 THEN 3 ELSE 1000 + n * 37 % 9 * 500 END AS pieces
    FROM (SELECT id, created_at, row_number() OVER (ORDER BY id) AS n FROM product) AS counted
)
INSERT INTO stock (product_id, available, received, created_at)
SELECT id, pieces, pieces, created_at FROM quantities;
