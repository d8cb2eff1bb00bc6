//! A form with files, read as it comes. Its token is its first part and is checked before any file is read; files go
//! to the disk under no name, so that nothing of them stays, whatever happens.

use std::io::SeekFrom;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use multer::{Field, Multipart};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use super::context::{Context, good};
use super::form::Form;
use crate::{Error, PersonId, Result, Site, uploads};

/// A field of text is never larger, in bytes.
const LARGEST_FIELD: usize = 64 << 10;
/// A form never has more parts.
const MOST_PARTS: usize = 400;
/// A sender that stays silent for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Rides on a post of files whose token is still inside its body.
#[derive(Clone, Default)]
pub(super) struct TokenPending(Arc<AtomicBool>);

/// Routes that take no files refuse a form whose token nobody will check.
pub(super) async fn refuse(request: Request, next: Next) -> Response {
    if request.extensions().get::<TokenPending>().is_some() {
        return Error::Stale.into_response();
    }
    next.run(request).await
}

/// Rides on a post of files: those that came before it, piece by piece, and that it took.
#[derive(Clone, Default)]
struct Taken(Arc<Mutex<Vec<(Site, Uuid)>>>);

/// A handler that answers without having checked the token answers 500: forgetting is not a way in.
/// Files that came before their form go once it is done; a form that is refused finds them again.
pub(super) async fn proceed(mut request: Request, next: Next) -> Response {
    let pending = request.extensions().get::<TokenPending>().cloned();
    let taken = Taken::default();
    request.extensions_mut().insert(taken.clone());
    let response = next.run(request).await;
    let done = response.status().is_success() || response.status().is_redirection();
    if response.status().is_redirection() {
        taken.forget().await;
    }
    match pending {
        Some(TokenPending(checked)) if done && !checked.load(Ordering::SeqCst) => {
            Error::fault("a handler answered a form of files without checking its token").into_response()
        }
        _ => response,
    }
}

impl Taken {
    fn add(&self, site: &Site, id: Uuid) {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push((site.clone(), id));
    }

    async fn forget(&self) {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for (site, id) in taken {
            if let Err(error) = uploads::discard(&site, id).await {
                tracing::warn!(%error, "a file that its form has taken stays for a day");
            }
        }
    }
}

/// What a form with files posted.
#[derive(Debug, Default)]
pub struct Upload {
    /// Its fields of text.
    pub form: Form,
    files: Vec<SentFile>,
}

/// A file that was sent: on disk under no name, gone when it is dropped.
#[derive(Debug)]
pub struct SentFile {
    field: String,
    /// The name it had at the sender's, for people to read and never for a path.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its matter, read from the beginning.
    pub file: std::fs::File,
}

impl SentFile {
    /// A file that nobody sent by a form: of a command, of a test.
    pub fn new(name: impl Into<String>, size: u64, file: std::fs::File) -> Self {
        Self {
            field: String::new(),
            name: name.into(),
            size,
            file,
        }
    }
}

impl Upload {
    /// The file of a field; none when nothing was chosen.
    pub fn take(&mut self, field: &str) -> Option<SentFile> {
        let at = self.files.iter().position(|file| file.field == field)?;
        Some(self.files.swap_remove(at))
    }
}

impl Upload {
    /// Every file of a field, in the order in which they came.
    pub fn take_all(&mut self, field: &str) -> Vec<SentFile> {
        let (taken, left) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|file| file.field == field);
        self.files = left;
        taken
    }
}

impl FromRequest<Site> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, site: &Site) -> Result<Self> {
        let context = Context::of(request.extensions())?;
        let taken = request.extensions().get::<Taken>().cloned();
        let mut upload = Self::read(request, site, &context).await?;
        // What came before its form was counted when it was announced.
        let bytes = upload.files.iter().map(|file| file.size).sum();
        if bytes > 0 {
            uploads::check_space(site, bytes).await?;
        }
        if let (Some(actor), Some(taken)) = (&context.actor, taken) {
            upload.come_before(site, actor.person, &taken).await?;
        }
        Ok(upload)
    }
}

/// A field that names a file that came before its form: `<field>.envoi` holds what the file is called in addresses, a
/// space, and the name that it had at the sender's.
const BEFORE: &str = ".envoi";

impl Upload {
    /// The form, with the files that come inside it.
    async fn read(request: Request, site: &Site, context: &Context) -> Result<Self> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let Some(boundary) = kind.and_then(|kind| multer::parse_boundary(kind).ok()) else {
            let form = Form::from_request(request, site).await?;
            return Ok(Self {
                form,
                files: Vec::new(),
            });
        };
        let pending = request.extensions().get::<TokenPending>().cloned();
        let mut parts = Multipart::new(Body::into_data_stream(request.into_body()), boundary);
        let mut upload = Self::default();
        if let Some(TokenPending(checked)) = pending {
            let first = next(&mut parts)
                .await?
                .filter(|part| part.name() == Some("jeton"));
            let jeton = text(first.ok_or(Error::Stale)?).await?;
            good(site, context, &jeton)?;
            checked.store(true, Ordering::SeqCst);
        }
        let mut count = 0;
        while let Some(part) = next(&mut parts).await? {
            count += 1;
            if count > MOST_PARTS {
                return Err(Error::TooLarge);
            }
            upload.add(site, part).await?;
        }
        Ok(upload)
    }

    /// The files that came piece by piece before the form.
    async fn come_before(&mut self, site: &Site, person: PersonId, taken: &Taken) -> Result<()> {
        let named: Vec<(String, String)> = self
            .form
            .fields()
            .filter_map(|(field, value)| Some((field.strip_suffix(BEFORE)?.to_owned(), value.to_owned())))
            .collect();
        if named.len() as u64 > uploads::MOST_WAITING {
            return Err(Error::TooLarge);
        }
        let mut known = Vec::new();
        for (field, value) in named {
            let (id, name) = value.split_once(' ').ok_or_else(gone)?;
            let id: Uuid = id.parse().map_err(|_| gone())?;
            if known.contains(&id) {
                return Err(gone());
            }
            known.push(id);
            let mut tx = site.db().read().await?;
            let sent = uploads::find(&mut tx, person, id)
                .await
                .map_err(|error| match error {
                    Error::NotFound => gone(),
                    other => other,
                })?;
            drop(tx);
            let file = sent.open(site).await?;
            taken.add(site, id);
            self.files.push(SentFile {
                field,
                name: name.to_owned(),
                size: sent.size(),
                file,
            });
        }
        Ok(())
    }

    async fn add(&mut self, site: &Site, part: Field<'_>) -> Result<()> {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            let value = text(part).await?;
            self.form.push(field, value);
            return Ok(());
        };
        let (file, size) = keep(site, part).await?;
        // A browser sends a nameless, empty file for a field where nothing was chosen.
        if !(name.is_empty() && size == 0) {
            self.files.push(SentFile {
                field,
                name,
                size,
                file,
            });
        }
        Ok(())
    }
}

/// A file that came before its form isn't there any more.
fn gone() -> Error {
    Error::Refused("Le fichier envoyé n’est plus là\u{202f}: il a servi, ou il a attendu plus d’un jour. Revenez au formulaire et choisissez-le à nouveau.".into())
}

async fn next(parts: &mut Multipart<'static>) -> Result<Option<Field<'static>>> {
    tokio::time::timeout(PATIENCE, parts.next_field())
        .await
        .map_err(|_| cut())?
        .map_err(|_| cut())
}

async fn chunk(part: &mut Field<'_>) -> Result<Option<bytes::Bytes>> {
    tokio::time::timeout(PATIENCE, part.chunk())
        .await
        .map_err(|_| cut())?
        .map_err(|_| cut())
}

/// The form stopped on its way, or isn't one.
fn cut() -> Error {
    Error::Refused("L’envoi s’est interrompu avant la fin. Rien n’a été enregistré\u{202f}: envoyez à nouveau le fichier.".into())
}

async fn text(mut part: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(more) = chunk(&mut part).await? {
        if bytes.len() + more.len() > LARGEST_FIELD {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&more);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn keep(site: &Site, mut part: Field<'_>) -> Result<(std::fs::File, u64)> {
    let folder = site.config().data_dir.clone();
    let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder))
        .await
        .map_err(|error| Error::internal("keeping a file that is sent", error))?
        .map_err(keeping)?;
    let mut file = File::from_std(file);
    let mut size = 0_u64;
    while let Some(more) = chunk(&mut part).await? {
        size += more.len() as u64;
        if size > uploads::LARGEST {
            return Err(Error::TooLarge);
        }
        file.write_all(&more).await.map_err(keeping)?;
    }
    file.flush().await.map_err(keeping)?;
    file.seek(SeekFrom::Start(0)).await.map_err(keeping)?;
    Ok((file.into_std().await, size))
}

fn keeping(error: std::io::Error) -> Error {
    Error::internal("keeping a file that is sent", error)
}

#[cfg(test)]
mod tests {
    use axum::middleware::from_fn;
    use axum::routing::{MethodFilter, MethodRouter, on};
    use http::StatusCode;
    use tower::ServiceExt as _;

    use super::*;

    async fn status(route: MethodRouter, pending: Option<TokenPending>) -> StatusCode {
        let mut request = Request::post("/").body(Body::empty()).unwrap();
        if let Some(pending) = pending {
            request.extensions_mut().insert(pending);
        }
        route.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_form_of_files_never_passes_with_its_token_unchecked() {
        let forgets = || on(MethodFilter::POST, async || "fait");
        let pending = TokenPending::default;
        let upload = forgets().layer(from_fn(proceed));
        assert_eq!(
            status(upload.clone(), Some(pending())).await,
            StatusCode::INTERNAL_SERVER_ERROR
        );
        let checked = TokenPending(Arc::new(AtomicBool::new(true)));
        assert_eq!(status(upload.clone(), Some(checked)).await, StatusCode::OK);
        assert_eq!(status(upload, None).await, StatusCode::OK);
        let other = forgets().layer(from_fn(refuse));
        assert_eq!(
            status(other.clone(), Some(pending())).await,
            StatusCode::FORBIDDEN
        );
        assert_eq!(status(other, None).await, StatusCode::OK);
    }
}
