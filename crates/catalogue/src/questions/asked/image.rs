//! A place on an image: areas by their names, for everyone; a script lets one point.

use assess::questions::{Answer, Hotspot, Names, Shape, Share, Spot};
use platform::html::{Choices as Group, Markup, html};
use platform::theme::asset_path;

use super::Asked;
use super::fields::{choice, group};

pub(super) fn fields(place: &Asked<'_>, one: &Hotspot) -> Markup {
    html! {
        div.spot data-script=(asset_path("asked.js")) data-spot=[(!place.disabled).then_some("")] { (picture(place, one)) }
        (point(place))
        (areas(place, one))
    }
}

fn picture(place: &Asked<'_>, one: &Hotspot) -> Markup {
    let right = one
        .areas
        .iter()
        .filter(|area| place.seen.answers && area.share > Share::NONE);
    html! {
        @if !one.image.is_empty() {
            img src=((place.images)(&one.image)) alt=(one.described) width=(one.width) height=(one.height);
        }
        svg viewBox=(format!("0 0 {} {}", one.width.max(1), one.height.max(1))) aria-hidden="true" {
            @for area in right { (drawn(&area.shape)) }
            circle.point data-point="" r=(one.width.max(one.height) / 60 + 1)
                cx=[pointed(place).map(|(x, _)| x)] cy=[pointed(place).map(|(_, y)| y)] visibility=[pointed(place).is_none().then_some("hidden")] {}
        }
    }
}

fn pointed(place: &Asked<'_>) -> Option<(u32, u32)> {
    match place.given {
        Some(Answer::Hotspot(Spot::Point(x, y))) => Some((*x, *y)),
        _ => None,
    }
}

/// Where the image was pressed: filled by the script, and kept until an area is chosen.
fn point(place: &Asked<'_>) -> Markup {
    let at = pointed(place);
    let field = |name: &str, value: Option<u32>| {
        html! { input type="hidden" name=(place.name(name)) value=(value.map_or(String::new(), |at| at.to_string())) disabled[place.disabled]; }
    };
    html! {
        (field(Names::POINT.0, at.map(|(x, _)| x)))
        (field(Names::POINT.1, at.map(|(_, y)| y)))
    }
}

fn areas(place: &Asked<'_>, one: &Hotspot) -> Markup {
    let shown = place.shown.answers().iter().enumerate();
    let lines = shown.filter_map(|(at, author)| {
        let area = one.areas.get(*author)?;
        let chosen = matches!(place.given, Some(Answer::Hotspot(Spot::Area(given))) if given == author);
        let line = choice(place, &at.to_string(), html! { (area.name) }, chosen);
        let right = place.seen.answers && area.share == Share::ALL;
        Some(if right { line.hint("Bonne réponse") } else { line })
    });
    let of = Group::radio(
        place.name(Names::ANSWER),
        "Choisissez une zone, ou touchez-la sur l’image",
    );
    group(place, of, lines.collect(), true)
}

/// An area as it is drawn over its image.
pub fn drawn(shape: &Shape) -> Markup {
    html! {
        @match shape {
            Shape::Rectangle(left, top, right, bottom) =>
                rect x=(left) y=(top) width=(right.saturating_sub(*left)) height=(bottom.saturating_sub(*top)) {},
            Shape::Circle(x, y, radius) => circle cx=(x) cy=(y) r=(radius) {},
            Shape::Polygon(corners) =>
                polygon points=(corners.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")) {},
        }
    }
}
